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
import { PersonLine } from './person-line.tsx'

const heads = [
  { name: 'Username' },
  { name: 'Name' },
  { name: 'Email', wide: true },
  { name: 'Department', wide: true },
  { name: 'State' },
  { name: 'Link' },
]
const route = getRouteApi('/people')

/** The people in your accounts, and how each is linked. */
export function PeoplePage() {
  const { text, badge } = route.useSearch()
  const navigate = route.useNavigate()
  const list = usePages('listPeople', { query: { text, badge, limit: 100 } })
  const change = (search: { text?: string | undefined; badge?: typeof badge }) =>
    void navigate({ search: (old) => ({ ...old, text: search.text, badge: search.badge }), replace: true })
  return (
    <>
      <PageHeader
        title="People"
        sentence="The people in your accounts, and how each is linked."
        actions={<ButtonLink to="/people/new">New person</ButtonLink>}
      />
      <AccountsToolbar
        what="people"
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
          what="people"
          filtered={text !== undefined || badge !== undefined}
          onClear={() => change({})}
          action={<ButtonLink to="/sync">Go to Sync</ButtonLink>}
        >
          Bring people in from a directory with a sync, or add them here one by one.
        </NoAccounts>
      ) : (
        <>
          <ColumnHeads kind="person" heads={heads} />
          <VirtualRows
            label="People by username"
            items={list.items}
            keyOf={({ id }) => id}
            total={list.total}
            hasMore={list.hasMore}
            onMore={list.more}
            rowHeight={45}
          >
            {(person) => <PersonLine person={person} search={{ text, badge }} />}
          </VirtualRows>
        </>
      )}
    </>
  )
}
