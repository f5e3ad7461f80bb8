import type { Verbs } from '@bindery/contract'
import type { PlanContext } from '../plans/plan-context.ts'
import { startFromRun } from './start-from-run.ts'

/** Previews again with only what failed in a run included. */
export function retryRun(context: PlanContext): Verbs['retryRun'] {
  return async ({ params, caller }) => ({
    planId: await startFromRun(context, { runId: params.id, caller, purpose: 'retries' }),
  })
}
