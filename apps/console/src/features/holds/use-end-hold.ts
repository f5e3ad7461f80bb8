import type { Hold } from '@bindery/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { announce } from '../../components/announce.tsx'

/** What ending a hold changes on screen. */
const touched = ['listHolds', 'listPeople', 'getPerson', 'overview'] as const

/** Ends a hold: by releasing the person, or, with the username typed, by deleting the account. */
export function useEndHold(hold: Hold, onDone: () => void) {
  const client = useQueryClient()
  const params = { id: hold.id }
  return useMutation({
    mutationFn: (typed: string | null) =>
      typed === null
        ? call('releaseHold', { params })
        : call('deleteHeld', { params, body: { username: typed } }),
    onSuccess: async (ended) => {
      announce(
        ended.ended?.outcome === 'deleted'
          ? `The account ${hold.username} was deleted.`
          : `${hold.username} was released.`,
      )
      onDone()
      await Promise.all(touched.map((name) => client.invalidateQueries({ queryKey: [name] })))
    },
    onError: () => client.invalidateQueries({ queryKey: ['listHolds'] }),
  })
}
