import type { Person } from '@bindery/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'

/** Disables or enables a person, as they were when looked at. */
export function useSetActive({ id, version }: Pick<Person, 'id' | 'version'>) {
  const client = useQueryClient()
  const { queryKey } = query('getPerson', { params: { id } })
  return useMutation({
    mutationFn: (active: boolean) =>
      call('updatePerson', { params: { id }, body: { active }, ifMatch: version }),
    onSuccess: async (person) => {
      client.setQueryData(queryKey, person)
      announce(`${person.username} is ${person.active ? 'enabled' : 'disabled'}.`)
      await client.invalidateQueries({ queryKey: ['listPeople'] })
    },
    onError: () => client.invalidateQueries({ queryKey }),
  })
}
