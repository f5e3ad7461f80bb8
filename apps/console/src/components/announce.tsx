import { VisuallyHidden } from '@mantine/core'
import { useSyncExternalStore } from 'react'

let current = ''
const listeners = new Set<() => void>()

/** Tells people who listen rather than look what just happened. */
export function announce(text: string): void {
  // The same words twice are not read twice unless they differ.
  current = current === text ? `${text}\u00A0` : text
  for (const listener of listeners) listener()
}

function subscribeTo(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The one live region; mounted once, at the root. */
export function Announcer() {
  const text = useSyncExternalStore(subscribeTo, () => current)
  return (
    <VisuallyHidden component="output" aria-live="polite">
      {text}
    </VisuallyHidden>
  )
}
