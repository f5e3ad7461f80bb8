import type { Person } from '@bindery/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEditForm } from '../../accounts-view/use-edit-form.tsx'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'
import { PersonForm } from './person-form.tsx'
import { labelOf, personFormSchema, valuesOfPerson } from './person-values.ts'

/** Changes a person. If someone saved meanwhile, it shows what they changed and loses nothing of either. */
export function EditPerson({ person, onClose }: { person: Person; onClose: () => void }) {
  const client = useQueryClient()
  const params = { id: person.id }
  const edit = useEditForm({
    item: person,
    schema: personFormSchema,
    valuesOf: valuesOfPerson,
    nameField: 'username',
    labelOf,
    save: (body, ifMatch) => call('updatePerson', { params, body, ifMatch }),
    load: () => call('getPerson', { params }),
    onSaved: (saved) => {
      client.setQueryData(query('getPerson', { params }).queryKey, saved)
      announce(`${saved.username} was saved.`)
      void client.invalidateQueries({ queryKey: ['listPeople'] })
    },
    onClose,
  })
  return <PersonForm {...edit} onCancel={onClose} submitLabel="Save" />
}
