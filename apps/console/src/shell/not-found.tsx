import { EmptyState } from '../components/empty-state.tsx'
import { LinkButton } from '../components/link-button.tsx'

/** For an address that leads nowhere. */
export function NotFound() {
  return (
    <EmptyState title="There is no such page" action={<LinkButton to="/">Go to the overview</LinkButton>}>
      The address may be mistyped, or the page has moved.
    </EmptyState>
  )
}
