import type { PersonInput } from '@bindery/contract'
import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useForm } from 'react-hook-form'
import { placeFieldErrors } from '../../accounts-view/place-field-errors.ts'
import { call } from '../../api/call.ts'
import { toProblem } from '../../api/problem.ts'
import { announce } from '../../components/announce.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { TextLink } from '../../components/text-link.tsx'
import { PersonForm } from './person-form.tsx'
import { emptyPerson, personFields, personFormSchema } from './person-values.ts'

const route = getRouteApi('/people/new')

/** Adds a person to the accounts. */
export function CreatePersonPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const client = useQueryClient()
  const form = useForm<PersonInput>({
    resolver: zodResolver(personFormSchema),
    defaultValues: emptyPerson,
  })
  const create = useMutation({
    mutationFn: (body: PersonInput) => call('createPerson', { body }),
    onSuccess: async (person) => {
      announce(`${person.username} was added.`)
      await client.invalidateQueries({ queryKey: ['listPeople'] })
      await navigate({ to: '/people/$id', params: { id: person.id }, search: {} })
    },
    onError: (error) => {
      const placed = placeFieldErrors(toProblem(error), personFields, 'username')
      for (const { field, message } of placed)
        form.setError(field as keyof PersonInput, { message }, { shouldFocus: true })
    },
  })
  const placed = create.error ? placeFieldErrors(toProblem(create.error), personFields, 'username') : []
  return (
    <>
      <TextLink to="/people" search={search}>
        ← People
      </TextLink>
      <PageHeader
        title="New person"
        sentence="Added to your accounts now. The next sync may create it in the directory, as the policy says."
      />
      <PersonForm
        form={form}
        onSubmit={(values) => create.mutate(values)}
        onCancel={() => void navigate({ to: '/people', search })}
        submitting={create.isPending}
        submitLabel="Add person"
        notice={create.error && placed.length === 0 ? <ErrorNotice error={create.error} /> : null}
      />
    </>
  )
}
