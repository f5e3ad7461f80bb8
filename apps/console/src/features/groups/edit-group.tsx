import type { Group } from '@bindery/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEditForm } from '../../accounts-view/use-edit-form.tsx'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'
import { GroupForm } from './group-form.tsx'
import { groupFormSchema, labelOf, valuesOfGroup } from './group-values.ts'

/** Changes name and description of a group. If someone saved meanwhile, nothing of either is lost. */
export function EditGroup({ group, onClose }: { group: Group; onClose: () => void }) {
  const client = useQueryClient()
  const params = { id: group.id }
  const edit = useEditForm({
    item: group,
    schema: groupFormSchema,
    valuesOf: valuesOfGroup,
    nameField: 'name',
    labelOf,
    save: (body, ifMatch) => call('updateGroup', { params, body, ifMatch }),
    load: () => call('getGroup', { params }),
    onSaved: (saved) => {
      client.setQueryData(query('getGroup', { params }).queryKey, saved)
      announce(`${saved.name} was saved.`)
      void client.invalidateQueries({ queryKey: ['listGroups'] })
    },
    onClose,
  })
  return <GroupForm {...edit} onCancel={onClose} submitLabel="Save" />
}
