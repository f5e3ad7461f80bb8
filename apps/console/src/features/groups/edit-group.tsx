import type { Group } from '@bindery/contract'
import { useQueryClient } from '@tanstack/react-query'
import { LostUpdateNotice } from '../../accounts-view/lost-update-notice.tsx'
import { useEditForm } from '../../accounts-view/use-edit-form.ts'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
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
    save: (body, ifMatch) => call('updateGroup', { params, body, ifMatch }),
    load: () => call('getGroup', { params }),
    onSaved: (saved) => {
      client.setQueryData(query('getGroup', { params }).queryKey, saved)
      announce(`${saved.name} was saved.`)
      onClose()
      void client.invalidateQueries({ queryKey: ['listGroups'] })
    },
  })
  return (
    <GroupForm
      form={edit.form}
      onSubmit={(values) => (edit.isUntouched(values) ? onClose() : edit.submit(values))}
      onCancel={onClose}
      submitting={edit.submitting}
      submitLabel="Save"
      notice={
        edit.foreign ? (
          <LostUpdateNotice changes={edit.foreign} labelOf={labelOf} />
        ) : edit.problem ? (
          <ErrorNotice error={edit.problem} />
        ) : null
      }
    />
  )
}
