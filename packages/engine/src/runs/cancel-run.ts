import type { Verbs } from '@bindery/contract'
import type { PlanContext } from '../plans/plan-context.ts'
import { loadRun } from './to-runs.ts'

/** Asks a run to stop between operations; what was done stays done. One that has ended stays as it is. */
export function cancelRun({ store, tasks }: PlanContext): Verbs['cancelRun'] {
  return async ({ params }) => {
    await loadRun(store.db, tasks.live, params.id)
    tasks.cancel('apply', params.id)
    return {}
  }
}
