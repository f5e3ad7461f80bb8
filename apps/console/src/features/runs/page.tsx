import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useDirectory } from '../../api/use-directory.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { LateSkeleton } from '../../components/late-skeleton.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { usePages } from '../../lists/use-pages.ts'
import { VirtualRows } from '../../lists/virtual-rows.tsx'
import { RunRow } from './run-row.tsx'

/** What was applied, when, and how each operation went. */
export function RunsPage() {
  const { directory, directories } = useDirectory()
  const { items, total, error, isPending, hasMore, more, retry } = usePages('listRuns', {
    query: { limit: 100, directoryId: directories.length > 1 ? directory?.id : undefined },
  })
  return (
    <>
      <PageHeader title="Runs" sentence="What was applied, when, and how each operation went." />
      {error ? (
        <ErrorNotice error={error} retry={retry} />
      ) : isPending ? (
        <LateSkeleton lines={5} height={44} />
      ) : items.length === 0 ? (
        <EmptyState
          title="Nothing was applied yet"
          action={
            <Button component={Link} to="/sync">
              Go to Sync
            </Button>
          }
        >
          Each time a plan is applied, a run is kept here with every operation and its outcome. Start with a
          preview.
        </EmptyState>
      ) : (
        <VirtualRows
          label="Runs, newest first"
          items={items}
          keyOf={({ id }) => id}
          total={total}
          hasMore={hasMore}
          onMore={more}
          rowHeight={65}
        >
          {(run) => <RunRow run={run} />}
        </VirtualRows>
      )}
    </>
  )
}
