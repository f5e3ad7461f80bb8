import { useEffect, useRef, type RefObject } from 'react'

/**
 * Opens a row by a click anywhere on it. Its name is a button, which is the way of keyboards and screen readers: the rest
 * of the row is no second one to them. What is a control of its own answers for itself, and whoever selected text with the
 * mouse wants to have it.
 */
export function useRowClick<Row>(row: Row, open: (row: Row) => void): RefObject<HTMLDivElement | null> {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = line.current
    const click = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest('button, label')) return
      if (document.getSelection()?.isCollapsed !== false) open(row)
    }
    element?.addEventListener('click', click)
    return () => element?.removeEventListener('click', click)
  }, [row, open])
  return line
}
