import { queryOptions } from '@tanstack/react-query'
import { call } from './call.ts'
import type { CallName, RequestOf, ResponseOf } from './request.ts'

/**
 * Options for useQuery of an endpoint: `useQuery(query('getPlan', { params: { id } }))`. The key is
 * `[name, request]`, so `invalidateQueries({ queryKey: ['getPlan'] })` reaches every plan.
 */
export function query<Name extends CallName>(name: Name, request: Omit<RequestOf<Name>, 'signal'>) {
  return queryOptions<ResponseOf<Name>>({
    queryKey: [name, request],
    queryFn: ({ signal }) => call(name, { ...request, signal } as RequestOf<Name>),
  })
}
