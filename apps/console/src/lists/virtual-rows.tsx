import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import type { Rows } from './rows.ts'
import { useCursorInView, type Cursor } from './use-cursor-in-view.ts'
import styles from './virtual-rows.module.css'

interface Props<Item> {
  /** Names the list for people who cannot see it. */
  label: string
  rows: Pick<Rows<Item>, 'count' | 'total' | 'itemAt' | 'keyAt' | 'onRange'>
  /** Expected height of a row in pixels; the real one is measured. One that is expected costs nothing. */
  rowHeight: number
  /** It is scrolled into view, and stays there while the rows around it come in. */
  cursor?: Cursor | undefined
  children: (item: Item, index: number) => ReactNode
}

/** How far a sticky bar covers the top of the page, in pixels. */
const covered = 180

/** A long list that draws only the rows near the window, and tells which they are. */
export function VirtualRows<Item extends { readonly id: number }>({
  label,
  rows: { count, total, itemAt, keyAt, onRange },
  rowHeight,
  cursor,
  children,
}: Props<Item>) {
  const list = useRef<HTMLUListElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const measure = () => {
      if (list.current) setTop(Math.round(list.current.getBoundingClientRect().top + window.scrollY))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [])

  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    getItemKey: keyAt,
    overscan: 8,
    scrollMargin: top,
    scrollPaddingStart: covered,
    scrollPaddingEnd: 80,
    useFlushSync: false,
  })
  const drawn = virtualizer.getVirtualItems()
  const first = drawn[0]?.index ?? 0
  const last = drawn.at(-1)?.index ?? 0
  useEffect(() => onRange(first, last), [first, last, onRange])
  const height = virtualizer.getTotalSize()
  useCursorInView(virtualizer, cursor, height)
  // What was measured in a window of another width is of no use.
  useLayoutEffect(() => virtualizer.measure(), [rowHeight, virtualizer])

  return (
    <ul ref={list} aria-label={label} className={styles.list} style={{ height }}>
      {drawn.map(({ index, key, start }) => {
        const item = itemAt(index)
        return (
          <li
            key={key}
            aria-setsize={total}
            aria-posinset={index + 1}
            data-index={index}
            ref={virtualizer.measureElement}
            className={styles.row}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {item === undefined ? (
              <div className={styles.ghost} style={{ height: rowHeight }} />
            ) : (
              children(item, index)
            )}
          </li>
        )
      })}
    </ul>
  )
}
