import { Button } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  /** The id of the words that say why it cannot be pressed; undefined when it can. */
  blockedBy: string | undefined
  loading: boolean
  /** While another step is under way. */
  disabled?: boolean
  onClick: () => void
  children: ReactNode
}

/** A step that writes. While something is in its way it can still be reached, so that the reason is read out with it. */
export function WritingButton({ blockedBy, loading, disabled = false, onClick, children }: Props) {
  const isBlocked = blockedBy !== undefined
  return (
    <Button
      loading={loading}
      disabled={disabled}
      {...(isBlocked && { 'data-disabled': true, 'aria-disabled': true, 'aria-describedby': blockedBy })}
      onClick={isBlocked ? undefined : onClick}
    >
      {children}
    </Button>
  )
}
