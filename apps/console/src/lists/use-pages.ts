import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { pages, type PagedName } from '../api/pages.ts'
import type { RequestOf } from '../api/request.ts'

/**
 * All rows of a paged endpoint that were loaded so far, and `more` for the next page. While a changed filter
 * loads, the rows of the old one stay.
 */
export function usePages<Name extends PagedName>(name: Name, request: Omit<RequestOf<Name>, 'signal'>) {
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
    /** A changed filter is loading; what is shown is older. */
    isOld: result.isPlaceholderData && isFetching,
    hasMore: hasNextPage,
    more,
    retry: () => void refetch(),
  }
}
