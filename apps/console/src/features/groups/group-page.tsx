import { useMay } from '../../access/signed-in.ts'
import type { Group } from '@bindery/contract'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { Facts } from '../../accounts-view/facts.tsx'
import { LinkBadge } from '../../accounts-view/link-badge.tsx'
import { LinksList } from '../../accounts-view/links-list.tsx'
import { query } from '../../api/query.ts'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { BackLink } from '../../components/links.tsx'
import { DeleteGroup } from './delete-group.tsx'
import { EditGroup } from './edit-group.tsx'
import { labelOf } from './group-values.ts'
import { Members } from './members.tsx'

const route = getRouteApi('/groups/$id')

/** One group: description, links, members; edit, delete. */
export function GroupPage() {
  const { id } = route.useParams()
  const { text, badge } = route.useSearch()
  const group = useQuery(query('getGroup', { params: { id } }))
  return (
    <>
      <BackLink to="/groups" search={{ text, badge }}>
        ← Groups
      </BackLink>
      {group.data ? null : <PageHeader title="Group" sentence="What the accounts hold." />}
      <Loaded query={group} lines={8}>
        {(data) => <GroupScreen group={data} />}
      </Loaded>
    </>
  )
}

function GroupScreen({ group }: { group: Group }) {
  const mayEdit = useMay('accounts')
  const edit = route.useSearch().edit === true && mayEdit
  const navigate = route.useNavigate()
  const [deleting, setDeleting] = useState(false)
  const setEdit = (on: boolean) =>
    void navigate({ search: (old) => ({ ...old, edit: on ? true : undefined }), replace: true })
  return (
    <>
      <PageHeader
        title={group.name}
        documentTitle={`${group.name} · Groups`}
        sentence={group.description || 'A group in your accounts.'}
        actions={
          edit || !mayEdit ? null : (
            <>
              <Button variant="default" onClick={() => setDeleting(true)}>
                Delete…
              </Button>
              <Button onClick={() => setEdit(true)}>Edit</Button>
            </>
          )
        }
      />
      {edit ? (
        <EditGroup group={group} onClose={() => setEdit(false)} />
      ) : (
        <Section title="Group" layout="aside" sentence={<LinkBadge badge={group.badge} />}>
          <Facts
            facts={[
              [labelOf('name'), group.name],
              [labelOf('description'), group.description],
              ['Changed', <RelativeTime key="changed" at={group.updatedAt} />],
            ]}
          />
        </Section>
      )}
      <Section
        title="Links"
        layout="aside"
        sentence="The entries this group is or was paired with, by stable id."
      >
        <LinksList links={group.links} />
      </Section>
      <Members group={group} />
      <DeleteGroup group={group} opened={deleting} onClose={() => setDeleting(false)} />
    </>
  )
}
