import { ButtonLink } from '../components/links.tsx'
import { PageHeader } from '../components/page-header.tsx'

/** For an address that leads nowhere. */
export function NotFound() {
  return (
    <PageHeader
      title="There is no such page"
      sentence="The address may be mistyped, or the page has moved."
      actions={<ButtonLink to="/">Go to the overview</ButtonLink>}
    />
  )
}
