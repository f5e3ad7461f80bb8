import { useEffect, useRef, type RefObject } from 'react'
import { isField } from './is-typing.ts'

/**
 * Gives the row that the keyboard moved to the focus, once it is drawn. Not while somebody types elsewhere: a row may come
 * into view by the very search that is being typed.
 */
export function useRowFocus(focused: boolean): RefObject<HTMLButtonElement | null> {
  const row = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (focused && !isField(document.activeElement)) row.current?.focus({ preventScroll: true })
  }, [focused])
  return row
}
