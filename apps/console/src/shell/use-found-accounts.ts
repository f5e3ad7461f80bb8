import { useQuery } from '@tanstack/react-query'
import { query } from '../api/query.ts'

/** The first few people and groups that a text finds; none for an empty text. */
export function useFoundAccounts(text: string) {
  const enabled = text.length > 0
  const people = useQuery({ ...query('listPeople', { query: { text, limit: 6 } }), enabled })
  const groups = useQuery({ ...query('listGroups', { query: { text, limit: 6 } }), enabled })
  return { people: people.data?.items ?? [], groups: groups.data?.items ?? [] }
}
