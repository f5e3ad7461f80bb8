import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from './call.ts'
import type { CallName, RequestOf, ResponseOf } from './request.ts'

/** Endpoints that answer with a keyset page. */
export type PagedName = {
  [Name in CallName]: ResponseOf<Name> extends { items: unknown[]; next: string | null; total: number }
    ? Name
    : never
}[CallName]

interface PageOf<Item> {
  readonly items: Item[]
  readonly next: string | null
  readonly total: number
}
export type ItemOf<Name extends PagedName> = ResponseOf<Name> extends { items: (infer Item)[] } ? Item : never

/**
 * Options for useInfiniteQuery of a paged endpoint. The key is `[name, 'pages', request]`, so that
 * `invalidateQueries({ queryKey: [name] })` reaches pages and single answers alike.
 */
export function pages<Name extends PagedName>(name: Name, request: Omit<RequestOf<Name>, 'signal'>) {
  const { query, ...rest } = request as { query?: Record<string, unknown> }
  return infiniteQueryOptions({
    queryKey: [name, 'pages', request],
    queryFn: async ({ pageParam, signal }): Promise<PageOf<ItemOf<Name>>> => {
      const page = await call(name, {
        ...rest,
        query: { ...query, after: pageParam },
        signal,
      } as RequestOf<Name>)
      return page as unknown as PageOf<ItemOf<Name>>
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
}
