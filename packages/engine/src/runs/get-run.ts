import type { Verbs } from '@bindery/contract'
import type { PlanContext } from '../plans/plan-context.ts'
import { loadRun } from './to-runs.ts'

/** One run: progress and outcome. */
export function getRun({ store, tasks }: PlanContext): Verbs['getRun'] {
  return ({ params }) => loadRun(store.db, tasks.live, params.id)
}
