import type { PlanChange } from '@bindery/contract'
import { useCallback, useMemo, useState } from 'react'
import type { Cursor } from '../../lists/use-cursor-in-view.ts'
import { useListKeys } from '../../lists/use-list-keys.ts'
import type { Places } from '../../lists/use-places.ts'
import type { PlanFilter } from './plan-search.ts'

interface Options {
  list: Places<PlanChange>
  /** What the list is filtered by: under another filter the keyboard begins anew. */
  filter: PlanFilter
  /** The row whose drawer is open, and its place in the list once that is known. */
  row: number | undefined
  place: number | undefined
  open: (row: number | undefined) => void
  toggle: (change: PlanChange) => void
  help: () => void
}

/**
 * j and k walk the rows, also inside the drawer; Home and End go to the first and the last; x includes or excludes; Enter
 * opens; ? tells the keys.
 */
export function useRowKeys({ list, filter, row, place, open, toggle, help }: Options) {
  const of = JSON.stringify(filter)
  const [moved, setMoved] = useState<Cursor & { of: string; focused: boolean }>()
  const here = moved?.of === of ? moved : undefined
  // The drawer's row is where the keyboard goes on, after a reload too.
  const opened = useMemo(() => (place === undefined ? undefined : { place }), [place])
  const cursor = row === undefined ? here : opened
  const { count, itemAt } = list

  const go = (next: number) => {
    if (count === 0) return
    const to = Math.min(Math.max(next, 0), count - 1)
    const item = itemAt(to)
    setMoved({ of, place: to, focused: true })
    if (row !== undefined && item) open(item.id)
  }
  const onCurrent = (act: (change: PlanChange) => void) => {
    const item = cursor === undefined ? undefined : itemAt(cursor.place)
    if (item) act(item)
  }
  useListKeys({
    j: () => go(cursor === undefined ? 0 : cursor.place + 1),
    k: () => go(cursor === undefined ? 0 : cursor.place - 1),
    Home: () => go(0),
    End: () => go(count - 1),
    x: () => onCurrent(toggle),
    '?': help,
  })
  /** The row that was clicked or closed is where the keyboard goes on. */
  const setCurrent = useCallback(
    (to: number | undefined) => setMoved(to === undefined ? undefined : { of, place: to, focused: false }),
    [of],
  )
  return {
    cursor,
    setCurrent,
    /** The keyboard moved it, so the row takes the focus and Enter opens it. */
    focused: here?.focused === true && row === undefined,
  }
}
