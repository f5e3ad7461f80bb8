import type { Conflict, Decision } from '@bindery/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'
import { wordDecision } from './decision-words.ts'

/** Decides a conflict as it is on screen, or opens it again. `onDone` is told how it stands now. */
export function useDecide(onDone: (conflict: Conflict) => void) {
  const client = useQueryClient()
  const show = (conflict: Conflict) => {
    client.setQueryData(query('getConflict', { params: { id: conflict.id } }).queryKey, conflict)
    void client.invalidateQueries({ queryKey: ['listConflicts'] })
    onDone(conflict)
  }
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['listConflicts'] })
    void client.invalidateQueries({ queryKey: ['getConflict'] })
  }
  const decide = useMutation({
    mutationFn: ({ conflict, decision }: { conflict: Conflict; decision: Decision }) =>
      call('decideConflict', {
        params: { id: conflict.id },
        body: { decision, version: conflict.version },
      }),
    scope: { id: 'decide-conflict' },
    onSuccess: (conflict, { decision }) => {
      announce(`${conflict.name}: ${wordDecision(decision, conflict)}.`)
      show(conflict)
    },
    // Someone else decided it, or a preview saw other values: both are looked at anew.
    onError: refresh,
  })
  const reopen = useMutation({
    mutationFn: (conflict: Conflict) => call('reopenConflict', { params: { id: conflict.id } }),
    scope: { id: 'decide-conflict' },
    onSuccess: (conflict) => {
      announce(`${conflict.name} is open again.`)
      show(conflict)
    },
    onError: refresh,
  })
  const { mutate: keep } = decide
  const { mutate: open } = reopen
  const error = decide.error ?? reopen.error
  const isPending = decide.isPending || reopen.isPending
  return useMemo(
    () => ({
      decide: (conflict: Conflict, decision: Decision) => keep({ conflict, decision }),
      reopen: (conflict: Conflict) => open(conflict),
      error,
      isPending,
    }),
    [keep, open, error, isPending],
  )
}
export type Deciding = ReturnType<typeof useDecide>
