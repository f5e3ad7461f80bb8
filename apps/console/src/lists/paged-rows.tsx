import type { ReactNode } from 'react'
import { ErrorNotice } from '../components/error-notice.tsx'
import { LateSkeleton } from '../components/late-skeleton.tsx'
import type { Rows } from './rows.ts'
import type { Cursor } from './use-cursor-in-view.ts'
import { VirtualRows } from './virtual-rows.tsx'

interface Props<Item> {
  list: Rows<Item>
  /** Names the list for people who cannot see it. */
  label: string
  /** Expected height of a row in pixels. */
  rowHeight: number
  /** What is there instead when there is no row. */
  empty: ReactNode
  /** What stands above the rows, only while there are some. */
  head?: ReactNode
  /** The row that the keyboard is on. */
  cursor?: Cursor | undefined
  children: (item: Item, index: number) => ReactNode
}

/** A paged list, its wait, its failure or its emptiness, so that no screen can forget one of the four. */
export function PagedRows<Item extends { readonly id: number }>(props: Props<Item>) {
  const { list, label, rowHeight, empty, head, cursor, children } = props
  if (list.error) return <ErrorNotice error={list.error} retry={list.retry} />
  if (list.isPending) return <LateSkeleton lines={8} />
  if (list.count === 0) return empty
  return (
    <>
      {head}
      <VirtualRows label={label} rows={list} rowHeight={rowHeight} cursor={cursor}>
        {children}
      </VirtualRows>
    </>
  )
}
