import type { Verbs } from '@bindery/contract'
import { findPlan } from './load-plan.ts'
import type { PlanContext } from './plan-context.ts'

/** Asks a preview to stop; one that has ended stays as it is. */
export function cancelPlan({ store, tasks }: PlanContext): Verbs['cancelPlan'] {
  return async ({ params }) => {
    await findPlan(store.db, params.id)
    tasks.cancel('preview', params.id)
    return {}
  }
}
