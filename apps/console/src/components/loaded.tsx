import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorNotice } from './error-notice.tsx'
import { LateSkeleton } from './late-skeleton.tsx'

interface Props<Data> {
  query: UseQueryResult<Data>
  lines?: number
  children: (data: Data) => ReactNode
}

/** Shows a query's data, its wait or its failure, so that no screen can forget one of the three. */
export function Loaded<Data>({ query, lines = 6, children }: Props<Data>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ErrorNotice error={query.error} retry={() => void query.refetch()} />
  return <LateSkeleton lines={lines} />
}
