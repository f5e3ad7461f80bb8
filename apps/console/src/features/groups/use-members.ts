import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'

interface Change {
  readonly op: 'add' | 'remove'
  readonly id: number
  readonly username: string
}

/** Adds a person to a group, or takes one out. */
export function useChangeMember(groupId: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ op, id }: Change) =>
      call('changeMembers', {
        params: { id: groupId },
        body: op === 'add' ? { add: [id] } : { remove: [id] },
      }),
    onSuccess: async (group, { op, username }) => {
      client.setQueryData(query('getGroup', { params: { id: groupId } }).queryKey, group)
      announce(op === 'add' ? `${username} was added.` : `${username} was removed.`)
      await Promise.all(
        ['listMembers', 'listGroups', 'getPerson'].map((name) =>
          client.invalidateQueries({ queryKey: [name] }),
        ),
      )
    },
  })
}
