import { getRouteApi } from '@tanstack/react-router'
import { AccountsToolbar } from '../../accounts-view/accounts-toolbar.tsx'
import { ColumnHeads } from '../../accounts-view/column-heads.tsx'
import { NoAccounts } from '../../accounts-view/no-accounts.tsx'
import { ButtonLink } from '../../components/button-link.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { LateSkeleton } from '../../components/late-skeleton.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { usePages } from '../../lists/use-pages.ts'
import { VirtualRows } from '../../lists/virtual-rows.tsx'
import { GroupLine } from './group-line.tsx'

const heads = [{ name: 'Name' }, { name: 'Description' }, { name: 'Members' }, { name: 'Link' }]
const route = getRouteApi('/groups')

/** The groups in your accounts and who is in them. */
export function GroupsPage() {
  const { text, badge } = route.useSearch()
  const navigate = route.useNavigate()
  const list = usePages('listGroups', { query: { text, badge, limit: 100 } })
  const change = (search: { text?: string | undefined; badge?: typeof badge }) =>
    void navigate({ search: (old) => ({ ...old, text: search.text, badge: search.badge }), replace: true })
  return (
    <>
      <PageHeader
        title="Groups"
        sentence="The groups in your accounts and who is in them."
        actions={<ButtonLink to="/groups/new">New group</ButtonLink>}
      />
      <AccountsToolbar
        what="groups"
        search={{ text, badge }}
        total={list.isPending ? undefined : list.total}
        onChange={change}
      />
      {list.error ? (
        <ErrorNotice error={list.error} retry={list.retry} />
      ) : list.isPending ? (
        <LateSkeleton lines={10} height={24} />
      ) : list.items.length === 0 ? (
        <NoAccounts
          what="groups"
          filtered={text !== undefined || badge !== undefined}
          onClear={() => change({})}
          action={<ButtonLink to="/sync">Go to Sync</ButtonLink>}
        >
          Bring groups in from a directory with a sync, or add them here one by one.
        </NoAccounts>
      ) : (
        <>
          <ColumnHeads kind="group" heads={heads} />
          <VirtualRows
            label="Groups by name"
            items={list.items}
            keyOf={({ id }) => id}
            total={list.total}
            hasMore={list.hasMore}
            onMore={list.more}
            rowHeight={45}
          >
            {(group) => <GroupLine group={group} search={{ text, badge }} />}
          </VirtualRows>
        </>
      )}
    </>
  )
}
