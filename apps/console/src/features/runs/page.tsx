import { PageHeader } from '../../components/page-header.tsx'

/** What was applied, when, and how each operation went. */
export function RunsPage() {
  return <PageHeader title="Runs" sentence="What was applied, when, and how each operation went." />
}
