import type { Plan } from '@bindery/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'
import { outdateTouched } from '../../run-report/use-run.ts'
import { nextStep } from './plan-actions.ts'

/** The way from a reviewed plan to its run: approval where the guard asks for it, the typed number where it removes. */
export function useApply(plan: Plan) {
  const client = useQueryClient()
  const [dialog, setDialog] = useState<'approve' | 'removals' | null>(null)
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ id, planHash, selectionHash }: Plan) =>
      call('applyPlan', { params: { id }, body: { planHash, selectionHash } }),
    onSuccess: async () => {
      announce('Applying has started.')
      await outdateTouched(client)
      window.scrollTo({ top: 0 })
      await client.invalidateQueries({ queryKey: ['getPlan'] })
    },
    // A refusal means that the plan on screen is no longer what the server has.
    onError: () => client.invalidateQueries({ queryKey: ['getPlan'] }),
    onSettled: () => setDialog(null),
  })
  const rest = useMutation({
    mutationFn: () =>
      call('selectChanges', { params: { id: plan.id }, body: { include: false, waiting: true } }),
    onSuccess: async (selected) => {
      client.setQueryData(query('getPlan', { params: { id: plan.id } }).queryKey, selected)
      await client.invalidateQueries({ queryKey: ['listChanges'] })
      if (selected.removals.length > 0) setDialog('removals')
      else mutate(selected)
    },
  })
  const ask = () => {
    if (nextStep(plan).step === 'approve') setDialog('approve')
    else if (plan.removals.length > 0) setDialog('removals')
    else mutate(plan)
  }
  return {
    dialog,
    close: () => setDialog(null),
    ask,
    apply: () => mutate(plan),
    /** Leaves out what waits for approval and applies the rest, in one step. */
    applyRest: () => rest.mutate(),
    isPending: isPending || rest.isPending,
    error: error ?? rest.error,
  }
}
