import { useDirectory } from '../../api/use-directory.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ButtonLink } from '../../components/links.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PagedRows } from '../../lists/paged-rows.tsx'
import { usePages } from '../../lists/use-pages.ts'
import { RunRow } from './run-row.tsx'

/** What was applied, when, and how each operation went. */
export function RunsPage() {
  const { directory, directories } = useDirectory()
  const list = usePages('listRuns', {
    query: { limit: 100, directoryId: directories.length > 1 ? directory?.id : undefined },
  })
  return (
    <>
      <PageHeader title="Runs" sentence="What was applied, when, and how each operation went." />
      <PagedRows
        list={list}
        label="Runs, newest first"
        rowHeight={65}
        empty={
          <EmptyState title="Nothing was applied yet" action={<ButtonLink to="/sync">Go to Sync</ButtonLink>}>
            Each time a plan is applied, a run is kept here with every operation and its outcome. Start with a
            preview.
          </EmptyState>
        }
      >
        {(run) => <RunRow run={run} />}
      </PagedRows>
    </>
  )
}
