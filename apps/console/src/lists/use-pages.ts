import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { pages, type ItemOf, type PagedName } from '../api/pages.ts'
import type { RequestOf } from '../api/request.ts'
import type { Rows } from './rows.ts'

/** Rows left below the last one on screen when the next page is asked for. */
const ahead = 20

/** The rows of a paged endpoint so far, and the way to more. */
export interface Pages<Item> extends Rows<Item> {
  readonly items: readonly Item[]
  readonly hasMore: boolean
  readonly more: () => void
}

/**
 * All rows of a paged endpoint that were loaded so far, and `more` for the next page. While a changed filter
 * loads, the rows of the old one stay.
 */
export function usePages<Name extends PagedName>(
  name: Name,
  request: Omit<RequestOf<Name>, 'signal'>,
): Pages<ItemOf<Name>> {
  const result = useInfiniteQuery({ ...pages(name, request), placeholderData: keepPreviousData })
  const { data, error, isPending, isFetching, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    result
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [isFetchingNextPage, fetchNextPage])
  const onRange = useCallback(
    (_first: number, last: number) => {
      if (hasNextPage && last >= items.length - ahead) more()
    },
    [hasNextPage, items.length, more],
  )
  const { itemAt, keyAt } = useMemo(
    () => ({
      itemAt: (index: number) => items[index],
      keyAt: (index: number) => (items[index] as { id?: number } | undefined)?.id ?? index,
    }),
    [items],
  )
  return {
    items,
    count: items.length,
    itemAt,
    keyAt,
    onRange,
    total: data?.pages[0]?.total ?? 0,
    error,
    isPending,
    isOld: result.isPlaceholderData && isFetching,
    hasMore: hasNextPage,
    more,
    retry: () => void refetch(),
  }
}
