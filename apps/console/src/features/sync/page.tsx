import { PageHeader } from '../../components/page-header.tsx'

/** Preview what a sync would do, then apply exactly that. */
export function SyncPage() {
  return <PageHeader title="Sync" sentence="Preview what a sync would do, then apply exactly that." />
}
