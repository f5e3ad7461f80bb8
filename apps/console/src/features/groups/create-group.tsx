import type { GroupInput } from '@bindery/contract'
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
import { GroupForm } from './group-form.tsx'
import { emptyGroup, groupFields, groupFormSchema } from './group-values.ts'

const route = getRouteApi('/groups/new')

/** Adds a group to the accounts. */
export function CreateGroupPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const client = useQueryClient()
  const form = useForm<GroupInput>({ resolver: zodResolver(groupFormSchema), defaultValues: emptyGroup })
  const create = useMutation({
    mutationFn: (body: GroupInput) => call('createGroup', { body }),
    onSuccess: async (group) => {
      announce(`${group.name} was added.`)
      await client.invalidateQueries({ queryKey: ['listGroups'] })
      await navigate({ to: '/groups/$id', params: { id: group.id }, search: {} })
    },
    onError: (error) => {
      for (const { field, message } of placeFieldErrors(toProblem(error), groupFields, 'name'))
        form.setError(field as keyof GroupInput, { message }, { shouldFocus: true })
    },
  })
  const placed = create.error ? placeFieldErrors(toProblem(create.error), groupFields, 'name') : []
  return (
    <>
      <TextLink to="/groups" search={search}>
        ← Groups
      </TextLink>
      <PageHeader
        title="New group"
        sentence="Added to your accounts now; members come next. The next sync may create it in the directory, as the policy says."
      />
      <GroupForm
        form={form}
        onSubmit={(values) => create.mutate(values)}
        onCancel={() => void navigate({ to: '/groups', search })}
        submitting={create.isPending}
        submitLabel="Add group"
        notice={create.error && placed.length === 0 ? <ErrorNotice error={create.error} /> : null}
      />
    </>
  )
}
