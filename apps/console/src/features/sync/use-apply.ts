import type { Plan } from '@bindery/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { announce } from '../../components/announce.tsx'
import { nextStep } from './plan-actions.ts'

/** The way from a reviewed plan to its run: approval where the guard asks for it, the typed number where it removes. */
export function useApply(plan: Plan) {
  const client = useQueryClient()
  const [dialog, setDialog] = useState<'approve' | 'removals' | null>(null)
  const { planHash, selectionHash } = plan
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call('applyPlan', { params: { id: plan.id }, body: { planHash, selectionHash } }),
    onSuccess: async () => {
      announce('Applying has started.')
      window.scrollTo({ top: 0 })
      await client.invalidateQueries({ queryKey: ['getPlan'] })
    },
    // A refusal means that the plan on screen is no longer what the server has.
    onError: () => client.invalidateQueries({ queryKey: ['getPlan'] }),
    onSettled: () => setDialog(null),
  })
  const ask = () => {
    if (nextStep(plan).step === 'approve') setDialog('approve')
    else if (plan.removals > 0) setDialog('removals')
    else mutate()
  }
  return { dialog, close: () => setDialog(null), ask, apply: () => mutate(), isPending, error }
}
