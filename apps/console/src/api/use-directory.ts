import type { Directory } from '@bindery/contract'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { query } from './query.ts'

/** The directory on screen: the one in the URL, else the first. `directory` is undefined when there is none. */
export function useDirectory() {
  const { directory: chosen } = useSearch({ strict: false })
  const { data, error, isPending, refetch } = useQuery(query('listDirectories', {}))
  const directories: readonly Directory[] = data?.items ?? []
  const directory = directories.find(({ id }) => id === chosen) ?? directories[0]
  return { directories, directory, error, isPending, refetch }
}
