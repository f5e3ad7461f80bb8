import { Needs } from '../../access/needs.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCreateForm } from '../../accounts-view/use-create-form.tsx'
import { call } from '../../api/call.ts'
import { announce } from '../../components/announce.tsx'
import { BackLink } from '../../components/links.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PersonForm } from './person-form.tsx'
import { emptyPerson, personFormSchema } from './person-values.ts'

const route = getRouteApi('/people/new')

/** Adds a person to the accounts. */
export function CreatePersonPage() {
  return (
    <Needs permission="accounts" title="New person">
      <CreatePerson />
    </Needs>
  )
}

function CreatePerson() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const client = useQueryClient()
  const create = useCreateForm({
    schema: personFormSchema,
    empty: emptyPerson,
    nameField: 'username',
    create: (body) => call('createPerson', { body }),
    onCreated: async (person) => {
      announce(`${person.username} was added.`)
      await client.invalidateQueries({ queryKey: ['listPeople'] })
      await navigate({ to: '/people/$id', params: { id: person.id }, search: {} })
    },
  })
  return (
    <>
      <BackLink to="/people" search={search}>
        ← People
      </BackLink>
      <PageHeader
        title="New person"
        sentence="Added to your accounts now. The next sync may create it in the directory, as the policy says."
      />
      <PersonForm
        {...create}
        onCancel={() => void navigate({ to: '/people', search })}
        submitLabel="Add person"
      />
    </>
  )
}
