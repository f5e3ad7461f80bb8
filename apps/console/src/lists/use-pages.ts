import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { pages, type ItemOf, type PagedName } from '../api/pages.ts'
import type { RequestOf } from '../api/request.ts'

/** The rows of a paged endpoint so far, and the way to more. */
export interface Pages<Item> {
  readonly items: readonly Item[]
  /** Of all rows, loaded or not. */
  readonly total: number
  readonly error: Error | null
  readonly isPending: boolean
  /** A changed filter is loading; what is shown is older. */
  readonly isOld: boolean
  readonly hasMore: boolean
  readonly more: () => void
  readonly retry: () => void
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
  return {
    items,
    total: data?.pages[0]?.total ?? 0,
    error,
    isPending,
    isOld: result.isPlaceholderData && isFetching,
    hasMore: hasNextPage,
    more,
    retry: () => void refetch(),
  }
}
