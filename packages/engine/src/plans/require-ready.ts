import { BinderyError } from '@bindery/contract'
import type { Tables } from '@bindery/store'

/** Throws `plan_not_ready` or `plan_used` unless the plan can still be decided about. */
export function requireReady(plan: Tables['plans']): void {
  if (plan.state === 'ready') return
  if (plan.state === 'applying' || plan.state === 'applied')
    throw new BinderyError('plan_used', `It was applied in run ${plan.run_id}. Start a new preview`)
  if (plan.state === 'running') throw new BinderyError('plan_not_ready', 'Wait until the preview has ended')
  throw new BinderyError(
    'plan_not_ready',
    `The preview was ${plan.state === 'failed' ? 'not completed' : 'cancelled'}. Start a new one`,
  )
}
