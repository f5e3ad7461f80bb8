import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { EmptyState } from '../components/empty-state.tsx'
import { ButtonLink } from '../components/links.tsx'
import { PagedRows } from '../lists/paged-rows.tsx'
import type { Pages } from '../lists/use-pages.ts'
import type { AccountsSearch } from './accounts-search.ts'
import { AccountsToolbar } from './accounts-toolbar.tsx'
import { ColumnHeads, type ColumnHead } from './column-heads.tsx'

interface Props<Item> {
  kind: 'person' | 'group'
  /** Names the list for people who cannot see it. */
  label: string
  heads: readonly ColumnHead[]
  list: Pages<Item>
  search: AccountsSearch
  onSearch: (search: AccountsSearch) => void
  children: (item: Item) => ReactNode
}

/** People or groups: searched, filtered by badge, a line each. */
export function AccountsList<Item extends { readonly id: number }>(props: Props<Item>) {
  const { kind, label, heads, list, search, onSearch, children } = props
  const what = kind === 'person' ? 'people' : 'groups'
  return (
    <>
      <AccountsToolbar
        what={what}
        search={search}
        total={list.isPending || list.error ? undefined : list.total}
        onChange={onSearch}
      />
      <PagedRows
        list={list}
        label={label}
        rowHeight={45}
        head={<ColumnHeads kind={kind} heads={heads} />}
        empty={
          search.text !== undefined || search.badge !== undefined ? (
            <EmptyState
              title={`No ${what} fit`}
              action={
                <Button variant="default" onClick={() => onSearch({})}>
                  Clear the search
                </Button>
              }
            >
              Search by name, or choose another badge.
            </EmptyState>
          ) : (
            <EmptyState title={`No ${what} yet`} action={<ButtonLink to="/sync">Go to Sync</ButtonLink>}>
              Bring {what} in from a directory with a sync, or add them here one by one.
            </EmptyState>
          )
        }
      >
        {children}
      </PagedRows>
    </>
  )
}
