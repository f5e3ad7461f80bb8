import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { Needs } from '../../access/needs.tsx'
import { urlOf } from '../../api/request.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PagedRows } from '../../lists/paged-rows.tsx'
import { usePages } from '../../lists/use-pages.ts'
import { AuditFilters } from './audit-filters.tsx'
import { AuditRow } from './audit-row.tsx'
import { auditFilter, isFiltered } from './audit-search.ts'
import { EntryDrawer } from './entry-drawer.tsx'

const route = getRouteApi('/admin/audit')

/** Who did what: everything that changed or revealed something, newest first. */
export function AuditPage() {
  return (
    <Needs permission="audit" title="Audit">
      <AuditLog />
    </Needs>
  )
}

function AuditLog() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const filter = auditFilter(search)
  const list = usePages('listAudit', { query: { limit: 100, ...filter } })
  const show = (entry: number | undefined) =>
    void navigate({ search: (old) => ({ ...old, entry }), replace: true })
  return (
    <>
      <PageHeader
        title="Audit"
        sentence="Who did what, from where and when. Nothing here can be changed or removed."
        actions={(['csv', 'ndjson'] as const).map((format) => (
          <Button
            key={format}
            component="a"
            variant="default"
            href={urlOf('exportAudit', { query: { ...filter, format } })}
            download
          >
            Export {format.toUpperCase()}
          </Button>
        ))}
      />
      <AuditFilters total={list.isPending ? undefined : list.total} />
      <PagedRows
        list={list}
        label="Audit entries, newest first"
        rowHeight={61}
        empty={
          <EmptyState title={isFiltered(search) ? 'No entry fits' : 'Nothing was recorded yet'}>
            {isFiltered(search)
              ? 'Clear a filter, or search for something else.'
              : 'Each sign-in, change, preview and sync is recorded here.'}
          </EmptyState>
        }
      >
        {(entry) => <AuditRow entry={entry} onShow={() => show(entry.id)} />}
      </PagedRows>
      <EntryDrawer entry={list.items.find(({ id }) => id === search.entry)} onClose={() => show(undefined)} />
    </>
  )
}
