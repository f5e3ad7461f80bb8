import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import styles from './virtual-rows.module.css'

interface Props<Item> {
  /** Names the list for people who cannot see it. */
  label: string
  items: readonly Item[]
  /** Of all rows, loaded or not. */
  total: number
  hasMore: boolean
  onMore: () => void
  /** Expected height of a row in pixels; the real one is measured. */
  rowHeight: number
  /** The row that the keyboard is on: it is scrolled into view. */
  cursor?: number | undefined
  children: (item: Item, index: number) => ReactNode
}

/** How far a sticky bar covers the top of the page, in pixels. */
const covered = 180

/** A long list that draws only the rows near the window, and asks for more before its end is reached. */
export function VirtualRows<Item extends { readonly id: number }>({
  label,
  items,
  total,
  hasMore,
  onMore,
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
    count: items.length,
    estimateSize: () => rowHeight,
    getItemKey: (index) => {
      const item = items[index]
      return item?.id ?? index
    },
    overscan: 8,
    scrollMargin: top,
    scrollPaddingStart: covered,
    scrollPaddingEnd: 80,
    useFlushSync: false,
  })
  const rows = virtualizer.getVirtualItems()
  const last = rows.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && last >= items.length - 20) onMore()
  }, [hasMore, last, items.length, onMore])
  useEffect(() => {
    if (cursor !== undefined) virtualizer.scrollToIndex(cursor, { align: 'auto' })
  }, [cursor, virtualizer])

  return (
    <ul ref={list} aria-label={label} className={styles.list} style={{ height: virtualizer.getTotalSize() }}>
      {rows.map(({ index, key, start }) => {
        const item = items[index]
        return item === undefined ? null : (
          <li
            key={key}
            aria-setsize={total}
            aria-posinset={index + 1}
            data-index={index}
            ref={virtualizer.measureElement}
            className={styles.row}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {children(item, index)}
          </li>
        )
      })}
    </ul>
  )
}
