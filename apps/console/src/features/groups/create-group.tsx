import { Needs } from '../../access/needs.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCreateForm } from '../../accounts-view/use-create-form.tsx'
import { call } from '../../api/call.ts'
import { announce } from '../../components/announce.tsx'
import { BackLink } from '../../components/links.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { GroupForm } from './group-form.tsx'
import { emptyGroup, groupFormSchema } from './group-values.ts'

const route = getRouteApi('/groups/new')

/** Adds a group to the accounts. */
export function CreateGroupPage() {
  return (
    <Needs permission="accounts" title="New group">
      <CreateGroup />
    </Needs>
  )
}

function CreateGroup() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const client = useQueryClient()
  const create = useCreateForm({
    schema: groupFormSchema,
    empty: emptyGroup,
    nameField: 'name',
    create: (body) => call('createGroup', { body }),
    onCreated: async (group) => {
      announce(`${group.name} was added.`)
      await client.invalidateQueries({ queryKey: ['listGroups'] })
      await navigate({ to: '/groups/$id', params: { id: group.id }, search: {} })
    },
  })
  return (
    <>
      <BackLink to="/groups" search={search}>
        ← Groups
      </BackLink>
      <PageHeader
        title="New group"
        sentence="Added to your accounts now; members come next. The next sync may create it in the directory, as the policy says."
      />
      <GroupForm
        {...create}
        onCancel={() => void navigate({ to: '/groups', search })}
        submitLabel="Add group"
      />
    </>
  )
}
