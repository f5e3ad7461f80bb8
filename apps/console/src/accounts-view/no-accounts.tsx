import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { EmptyState } from '../components/empty-state.tsx'

interface Props {
  /** "people" or "groups". */
  what: string
  filtered: boolean
  onClear: () => void
  action: ReactNode
  children: ReactNode
}

/** A list without rows: because of the filter, or because there is nothing yet. */
export function NoAccounts({ what, filtered, onClear, action, children }: Props) {
  return filtered ? (
    <EmptyState
      title={`No ${what} fit`}
      action={
        <Button variant="default" onClick={onClear}>
          Clear the search
        </Button>
      }
    >
      Search by name, or choose another badge.
    </EmptyState>
  ) : (
    <EmptyState title={`No ${what} yet`} action={action}>
      {children}
    </EmptyState>
  )
}
