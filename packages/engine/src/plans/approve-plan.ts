import type { Verbs } from '@bindery/contract'
import { auditedPlan } from '../audit/audited-plan.ts'
import { recordAudit } from '../audit/record-audit.ts'
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
      await recordAudit(context, db, {
        caller,
        action: 'plan.approved',
        subject: await auditedPlan(db, row),
        directoryId: row.directory_id,
        planId: row.id,
        reason,
        facts: hashes,
      })
      return loadPlan(context, row.id, db)
    })
}
