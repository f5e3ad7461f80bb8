import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Outside } from './outside.tsx'

interface Props {
  title: string
  /** Why, and whom to ask. */
  children: ReactNode
  /** Where one can go on from here; undefined: only another link helps. */
  onDone?: () => void
}

/** A link that leads nowhere, told before anything is typed. */
export function LinkOver({ title, children, onDone }: Props) {
  return (
    <Outside title={title} sentence={children}>
      {onDone ? (
        <Button variant="default" onClick={onDone}>
          Go to the console
        </Button>
      ) : null}
    </Outside>
  )
}
