import type { PlanChange } from '@bindery/contract'
import { useCallback, useMemo, useState } from 'react'
import { useListKeys } from '../../lists/use-list-keys.ts'

interface Options {
  items: readonly PlanChange[]
  /** The row whose drawer is open. */
  row: number | undefined
  open: (row: number | undefined) => void
  toggle: (change: PlanChange) => void
  help: () => void
}

/** j and k walk the rows, also inside the drawer; x includes or excludes; Enter opens; ? tells the keys. */
export function useRowKeys({ items, row, open, toggle, help }: Options) {
  const [moved, setMoved] = useState<number>()
  const [focused, setFocused] = useState(false)
  // The drawer's row is where the keyboard goes on, after a reload too.
  const current = row ?? moved
  const found = current === undefined ? -1 : items.findIndex(({ id }) => id === current)
  const cursor = found < 0 ? undefined : found

  const handlers = useMemo(() => {
    const go = (step: number) => () => {
      const next = cursor === undefined ? 0 : Math.min(Math.max(cursor + step, 0), items.length - 1)
      const item = items[next]
      if (!item) return
      setMoved(item.id)
      setFocused(true)
      if (row !== undefined) open(item.id)
    }
    const onCurrent = (act: (change: PlanChange) => void) => () => {
      const item = cursor === undefined ? undefined : items[cursor]
      if (item) act(item)
    }
    return { j: go(1), k: go(-1), x: onCurrent(toggle), '?': help }
  }, [cursor, items, open, row, toggle, help])
  useListKeys(handlers)
  /** The row that was clicked or closed is where the keyboard goes on. */
  const setCurrent = useCallback((id: number) => {
    setMoved(id)
    setFocused(false)
  }, [])
  return {
    cursor,
    setCurrent,
    /** The keyboard moved it, so the row takes the focus and Enter opens it. */
    focused: focused && row === undefined,
  }
}
