import type { Verbs } from '@bindery/contract'
import { findPlan, loadPlan, type StoredApproval } from './load-plan.ts'
import type { PlanContext } from './plan-context.ts'
import { requireReviewed } from './require-reviewed.ts'

/** Lets exactly this plan and selection pass the guard, with a reason. */
export function approvePlan(context: PlanContext): Verbs['approvePlan'] {
  return ({ params, body: { reason, ...hashes }, caller }) =>
    context.store.transaction(async (db) => {
      const row = await findPlan(db, params.id)
      requireReviewed(row, await loadPlan(context, row.id, db), hashes)
      const at = context.now().toISOString()
      const approval: StoredApproval = { actor: caller.name, at, reason, carriedFrom: null, ...hashes }
      await db
        .updateTable('plans')
        .set({ approval: JSON.stringify(approval) })
        .where('id', '=', row.id)
        .execute()
      return loadPlan(context, row.id, db)
    })
}
