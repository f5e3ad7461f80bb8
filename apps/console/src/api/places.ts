import { queryOptions } from '@tanstack/react-query'
import { call } from './call.ts'
import type { ItemOf, PagedName } from './pages.ts'
import type { RequestOf, ResponseOf } from './request.ts'

/** Paged endpoints whose pages can begin at any place, and say at which one they do. */
export type PlacedName = {
  [Name in PagedName]: ResponseOf<Name> extends { at: number } ? Name : never
}[PagedName]

export interface PlacedPage<Item> {
  readonly items: readonly Item[]
  readonly total: number
}

/** Few, so that what a page takes to check and draw is never felt. */
export const rowsPerPage = 50

/** Passed by in scrolling, a page is not kept for long: a list may have thousands of them. */
const keepMilliseconds = 30_000

/** Options for useQuery of one page, counted from 0. The key is `[name, 'places', request, page]`. */
export function place<Name extends PlacedName>(
  name: Name,
  request: Omit<RequestOf<Name>, 'signal'>,
  page: number,
) {
  const { query, ...rest } = request as { query?: Record<string, unknown> }
  return queryOptions({
    queryKey: [name, 'places', request, page],
    queryFn: async ({ signal }): Promise<PlacedPage<ItemOf<Name>>> => {
      const answer = await call(name, {
        ...rest,
        query: { ...query, at: page * rowsPerPage, limit: rowsPerPage },
        signal,
      } as RequestOf<Name>)
      return answer as unknown as PlacedPage<ItemOf<Name>>
    },
    gcTime: keepMilliseconds,
  })
}
