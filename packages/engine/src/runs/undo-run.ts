import type { Verbs } from '@bindery/contract'
import type { PlanContext } from '../plans/plan-context.ts'
import { startFromRun } from './start-from-run.ts'

/** Plans the way back from a run; the plan is reviewed and applied like any other. */
export function undoRun(context: PlanContext): Verbs['undoRun'] {
  return async ({ params, caller }) => ({
    planId: await startFromRun(context, { runId: params.id, caller, purpose: 'undoes' }),
  })
}
