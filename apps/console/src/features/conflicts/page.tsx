import { useMayCall } from '../../access/signed-in.ts'
import type { Conflict } from '@bindery/contract'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { query } from '../../api/query.ts'
import { useDirectory } from '../../api/use-directory.ts'
import { usePreview } from '../../api/use-preview.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { LateSkeleton } from '../../components/late-skeleton.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { KeysDialog } from '../../lists/keys-dialog.tsx'
import { usePages } from '../../lists/use-pages.ts'
import { ConflictFilters } from './conflict-filters.tsx'
import { conflictFilter } from './conflict-search.ts'
import { Inbox } from './inbox.tsx'
import { inboxKeys } from './inbox-keys.ts'
import { LastDecision } from './last-decision.tsx'
import { NoConflicts } from './no-conflicts.tsx'
import { useDecideNext } from './use-decide-next.ts'

const route = getRouteApi('/conflicts')

/** What nobody but a person can decide, and what was decided about it. */
export function ConflictsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { directory } = useDirectory()
  const filter = useMemo(() => conflictFilter(search, directory?.id), [search, directory?.id])
  const list = usePages('listConflicts', { query: { ...filter, limit: 100 } })
  const counts = useQuery(query('listConflicts', { query: { ...filter, limit: 1 } }))
  const [help, setHelp] = useState(false)
  const mayPreview = useMayCall('startPreview')
  const preview = usePreview(directory?.id ?? 0)
  const show = useCallback(
    (conflict: number | undefined) =>
      void navigate({ search: (old) => ({ ...old, conflict }), replace: true, resetScroll: false }),
    [navigate],
  )
  const asked = useQuery({
    ...query('getConflict', { params: { id: search.conflict ?? 0 } }),
    enabled: search.conflict !== undefined && !list.items.some(({ id }) => id === search.conflict),
  })
  const current: Conflict | undefined =
    list.items.find(({ id }) => id === search.conflict) ??
    // One that is further down the list, not one that has left it.
    (filter.state === undefined || asked.data?.state === filter.state ? asked.data : undefined)
  const { deciding, last } = useDecideNext(list.items, filter, show)
  const waiting = counts.data?.facets.states.find(({ state }) => state === 'decided')?.count ?? 0
  return (
    <>
      <PageHeader
        title="Conflicts"
        sentence="What both sides changed, or nobody can match for sure. A decision is carried out by the next plan, and holds for exactly what you saw."
        actions={
          <>
            <Button variant="default" onClick={() => setHelp(true)}>
              Keys
            </Button>
            {directory && waiting > 0 && mayPreview ? (
              <Button loading={preview.isPending} onClick={() => preview.mutate('preview')}>
                Preview what was decided
              </Button>
            ) : null}
          </>
        }
      />
      {preview.error ? <ErrorNotice error={preview.error} /> : null}
      <ConflictFilters facets={counts.data?.facets} />
      {last ? <LastDecision key={last.id} conflict={last} deciding={deciding} filter={filter} /> : null}
      {list.error ? (
        <ErrorNotice error={list.error} retry={list.retry} />
      ) : list.isPending ? (
        <LateSkeleton lines={8} height={28} />
      ) : list.items.length === 0 && !current ? (
        asked.error ? (
          <ErrorNotice error={asked.error} retry={() => void asked.refetch()} />
        ) : (
          <NoConflicts search={search} waiting={waiting} />
        )
      ) : (
        <Inbox
          list={list}
          filter={filter}
          current={current}
          deciding={deciding}
          show={show}
          help={() => setHelp(true)}
        />
      )}
      <KeysDialog keys={inboxKeys} opened={help} onClose={() => setHelp(false)} />
    </>
  )
}
