import { PageHeader } from '../../components/page-header.tsx'

/** Where the directory is and how Bindery reads it. */
export function ConnectionPage() {
  return <PageHeader title="Connection" sentence="Where the directory is and how Bindery reads it." />
}
