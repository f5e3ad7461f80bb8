import { PageHeader } from '../../components/page-header.tsx'

/** The people in your accounts, and how each is linked. */
export function PeoplePage() {
  return <PageHeader title="People" sentence="The people in your accounts, and how each is linked." />
}
