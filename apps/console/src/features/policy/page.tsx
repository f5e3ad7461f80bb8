import { PageHeader } from '../../components/page-header.tsx'

/** What a sync may do, and what it must ask. */
export function PolicyPage() {
  return <PageHeader title="Policy" sentence="What a sync may do, and what it must ask." />
}
