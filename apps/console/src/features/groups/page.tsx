import { MayCall } from '../../access/may-call.tsx'
import { getRouteApi } from '@tanstack/react-router'
import { AccountsList } from '../../accounts-view/accounts-list.tsx'
import { ButtonLink } from '../../components/links.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { usePages } from '../../lists/use-pages.ts'
import { GroupLine } from './group-line.tsx'

const heads = [{ name: 'Name' }, { name: 'Description' }, { name: 'Members' }, { name: 'Link' }]
const route = getRouteApi('/groups')

/** The groups in your accounts and who is in them. */
export function GroupsPage() {
  const { text, badge } = route.useSearch()
  const navigate = route.useNavigate()
  const list = usePages('listGroups', { query: { text, badge, limit: 100 } })
  return (
    <>
      <PageHeader
        title="Groups"
        sentence="The groups in your accounts and who is in them."
        actions={
          <MayCall name="createGroup">
            <ButtonLink to="/groups/new">New group</ButtonLink>
          </MayCall>
        }
      />
      <AccountsList
        kind="group"
        label="Groups by name"
        heads={heads}
        list={list}
        search={{ text, badge }}
        onSearch={(search) => void navigate({ search, replace: true })}
      >
        {(group) => <GroupLine group={group} search={{ text, badge }} />}
      </AccountsList>
    </>
  )
}
