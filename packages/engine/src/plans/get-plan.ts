import type { Verbs } from '@bindery/contract'
import { loadPlan } from './load-plan.ts'
import type { PlanContext } from './plan-context.ts'

/** One plan: counts, guard, proof and hashes. */
export function getPlan(context: PlanContext): Verbs['getPlan'] {
  return ({ params }) => loadPlan(context, params.id)
}
