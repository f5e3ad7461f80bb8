import { PageHeader } from '../../components/page-header.tsx'

/** The groups in your accounts and who is in them. */
export function GroupsPage() {
  return <PageHeader title="Groups" sentence="The groups in your accounts and who is in them." />
}
