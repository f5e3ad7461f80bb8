import { writeNumber } from '@bindery/contract'
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { ButtonLink } from '../../components/links.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { isFiltered, type ConflictSearch } from './conflict-search.ts'

const route = getRouteApi('/conflicts')

/** Nothing to decide, or nothing that fits. */
export function NoConflicts({ search, waiting }: { search: ConflictSearch; waiting: number }) {
  const navigate = route.useNavigate()
  if (isFiltered(search) || (search.state ?? 'open') !== 'open')
    return (
      <EmptyState
        title="No conflict fits this filter"
        action={
          <Button
            variant="default"
            onClick={() => void navigate({ search: ({ directory }) => ({ directory }) })}
          >
            Show what is open
          </Button>
        }
      >
        Conflicts that are open, decided or settled are kept apart.
      </EmptyState>
    )
  return (
    <EmptyState
      title="Nothing to decide"
      action={waiting > 0 ? null : <ButtonLink to="/sync">Go to Sync</ButtonLink>}
    >
      {waiting > 0
        ? `Everything is decided. The next plan carries out ${waiting === 1 ? 'one decision' : `${writeNumber(waiting)} decisions`}.`
        : 'When a preview finds something that both sides changed, or cannot tell who somebody is, it is kept here until you decide.'}
    </EmptyState>
  )
}
