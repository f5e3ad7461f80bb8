import { PageHeader } from '../../components/page-header.tsx'

/** How your directory and your accounts stand. */
export function OverviewPage() {
  return <PageHeader title="Overview" sentence="How your directory and your accounts stand." />
}
