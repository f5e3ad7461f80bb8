import { useThrottledCallback } from '@mantine/hooks'
import { useQueries, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { ItemOf } from '../api/pages.ts'
import { place, rowsPerPage, type PlacedName, type PlacedPage } from '../api/places.ts'
import type { RequestOf } from '../api/request.ts'
import type { Rows } from './rows.ts'

/** Rows around those on screen that are fetched as well. */
const around = 20
/** How often a list that is being scrolled asks for what is on screen. */
const askMilliseconds = 100

/** A list of which any part can be shown: only the pages on screen are fetched. */
export interface Places<Item> extends Rows<Item> {
  /** Where a row that was fetched stands. */
  readonly placeOf: (id: number) => number | undefined
}

interface Shown<Item> {
  /** The request that it answers. */
  readonly of: string
  readonly pages: ReadonlyMap<number, PlacedPage<Item>>
  readonly total: number
}

/**
 * All rows of a paged endpoint, by their places; those that are on screen come in. While a changed filter loads, the rows
 * of the old one stay.
 */
export function usePlaces<Name extends PlacedName>(
  name: Name,
  request: Omit<RequestOf<Name>, 'signal'>,
): Places<ItemOf<Name>> {
  type Item = ItemOf<Name>
  const of = JSON.stringify(request)
  const [wanted, setWanted] = useState<readonly number[]>([0])
  const combine = useCallback(
    (results: UseQueryResult<PlacedPage<Item>>[]) => ({
      // A map is taken as it is. An array would be compared with the one before, row by row, which takes long and gives
      // rows that were there all along a new identity: they would be drawn again.
      pages: new Map(results.map(({ data }, index) => [index, data])),
      error: results.find(({ error }) => error)?.error ?? null,
      retry: () => results.forEach(({ refetch, error }) => error && void refetch()),
    }),
    [],
  )
  const { pages, error, retry } = useQueries({
    queries: wanted.map((page) => place(name, request, page)),
    combine,
  })
  const fresh = useMemo((): Shown<Item> | null => {
    const loaded = wanted.flatMap((page, index) => {
      const rows = pages.get(index)
      return rows ? [[page, rows] as const] : []
    })
    const total = loaded[0]?.[1].total
    return total === undefined ? null : { of, pages: new Map(loaded), total }
  }, [of, wanted, pages])
  const [shown, setShown] = useState(fresh)
  if (fresh && fresh !== shown) setShown(fresh)

  const want = useThrottledCallback((first: number, last: number) => {
    const from = Math.max(0, Math.floor((first - around) / rowsPerPage))
    const to = Math.floor((last + around) / rowsPerPage)
    setWanted((old) =>
      old[0] === from && old.at(-1) === to
        ? old
        : Array.from({ length: to - from + 1 }, (_, index) => from + index),
    )
  }, askMilliseconds)

  const total = shown?.total ?? 0
  const onRange = useCallback(
    (first: number, last: number) => want(first, Math.min(last, Math.max(0, total - 1))),
    [want, total],
  )
  const { itemAt, placeOf } = useMemo(() => findIn(shown?.pages), [shown])
  return {
    count: total,
    total,
    itemAt,
    keyAt,
    placeOf,
    onRange,
    error: fresh ? null : error,
    isPending: !shown,
    isOld: shown !== null && shown.of !== of,
    retry,
  }
}

/** A row keeps its place, whether it has come in or not. */
const keyAt = (index: number) => index

function findIn<Item>(pages: ReadonlyMap<number, PlacedPage<Item>> = new Map<number, PlacedPage<Item>>()) {
  return {
    itemAt: (index: number) => pages.get(Math.floor(index / rowsPerPage))?.items[index % rowsPerPage],
    placeOf: (id: number) => {
      for (const [page, { items }] of pages) {
        const index = items.findIndex((item) => (item as { id: number }).id === id)
        if (index >= 0) return page * rowsPerPage + index
      }
      return undefined
    },
  }
}
