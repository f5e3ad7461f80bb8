import { PageHeader } from '../../components/page-header.tsx'

/** Which attribute fills which. */
export function MappingPage() {
  return <PageHeader title="Mapping" sentence="Which attribute fills which." />
}
