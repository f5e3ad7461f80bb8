import type { Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'

/** The row that the keyboard went to. A new one is gone to again, even where the row is the same. */
export interface Cursor {
  readonly place: number
}

/** What somebody does who wants to look elsewhere. */
const leaving = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const

/**
 * Scrolls to the row that the keyboard went to. Rows that come in after that are rarely as tall as they were expected to
 * be, and push it out of view: it is followed, each time that the list's `height` changes, until somebody scrolls on.
 */
export function useCursorInView(
  { scrollToIndex }: Pick<Virtualizer<Window, Element>, 'scrollToIndex'>,
  cursor: Cursor | undefined,
  height: number,
): void {
  const followed = useRef<Cursor>(undefined)
  useEffect(() => {
    const leave = () => {
      followed.current = undefined
    }
    // Before the list's own keys, which may go to another row.
    const options = { capture: true, passive: true }
    for (const event of leaving) window.addEventListener(event, leave, options)
    return () => leaving.forEach((event) => window.removeEventListener(event, leave, options))
  }, [])
  const before = useRef<{ cursor?: Cursor | undefined; height: number }>({ height })
  useEffect(() => {
    const isNew = cursor !== before.current.cursor
    const isMoved = height !== before.current.height
    before.current = { cursor, height }
    if (isNew) followed.current = cursor
    if (followed.current && (isNew || isMoved)) scrollToIndex(followed.current.place, { align: 'auto' })
  }, [cursor, height, scrollToIndex])
}
