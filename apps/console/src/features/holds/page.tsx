import type { Hold } from '@bindery/contract'
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { ButtonLink } from '../../components/links.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PagedRows } from '../../lists/paged-rows.tsx'
import { usePages } from '../../lists/use-pages.ts'
import { DeleteHeldDialog } from './delete-dialog.tsx'
import { HoldRow } from './hold-row.tsx'
import { HoldsToolbar } from './holds-toolbar.tsx'
import { ReleaseDialog } from './release-dialog.tsx'

const route = getRouteApi('/holds')

/** People suspended because their entry is gone or left the scope, and how long they are kept. */
export function HoldsPage() {
  const { text, state = 'open' } = route.useSearch()
  const navigate = route.useNavigate()
  const list = usePages('listHolds', { query: { text, state, limit: 100 } })
  const [ending, setEnding] = useState<{ hold: Hold; how: 'release' | 'delete' } | null>(null)
  const change = (search: { text?: string | undefined; state?: typeof state | undefined }) =>
    void navigate({ search: (old) => ({ ...old, text: search.text, state: search.state }), replace: true })
  const close = () => setEnding(null)
  return (
    <>
      <PageHeader
        title="Holds"
        sentence="People whose entry is gone or left the scope. They cannot sign in; their account is kept as it is, and comes back with the entry."
      />
      <HoldsToolbar
        text={text}
        state={state}
        total={list.isPending || list.error ? undefined : list.total}
        onChange={change}
      />
      <PagedRows
        list={list}
        label={state === 'open' ? 'People on hold, by their deadline' : 'Ended holds, newest first'}
        rowHeight={62}
        empty={<NoHolds state={state} filtered={text !== undefined} onClear={() => change({ state })} />}
      >
        {(hold) => (
          <HoldRow
            hold={hold}
            onRelease={() => setEnding({ hold, how: 'release' })}
            onDelete={() => setEnding({ hold, how: 'delete' })}
          />
        )}
      </PagedRows>
      {ending?.how === 'release' ? <ReleaseDialog hold={ending.hold} onClose={close} /> : null}
      {ending?.how === 'delete' ? <DeleteHeldDialog hold={ending.hold} onClose={close} /> : null}
    </>
  )
}

interface NoHoldsProps {
  state: 'open' | 'ended'
  filtered: boolean
  onClear: () => void
}

function NoHolds({ state, filtered, onClear }: NoHoldsProps) {
  if (filtered)
    return (
      <EmptyState
        title="No holds fit"
        action={
          <Button variant="default" onClick={onClear}>
            Clear the search
          </Button>
        }
      >
        Search by username, name or mail address.
      </EmptyState>
    )
  if (state === 'ended')
    return (
      <EmptyState title="No hold has ended yet">
        Once a person is released, or their account is deleted, it is kept here: when, by whom and how.
      </EmptyState>
    )
  return (
    <EmptyState
      title="Nobody is on hold"
      action={
        <ButtonLink to="/settings/policy" variant="default">
          See the policy
        </ButtonLink>
      }
    >
      When an entry vanishes and the policy is to hold, its person waits here for it to return, with the days
      that are left.
    </EmptyState>
  )
}
