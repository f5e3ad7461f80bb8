import type { Verbs } from '@bindery/contract'
import { auditedPlan } from '../audit/audited-plan.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { findPlan } from './load-plan.ts'
import type { PlanContext } from './plan-context.ts'

/** Asks a preview to stop; one that has ended stays as it is. */
export function cancelPlan(context: PlanContext): Verbs['cancelPlan'] {
  const { store, tasks } = context
  return async ({ params, caller }) => {
    await store.transaction(async (db) => {
      const plan = await findPlan(db, params.id)
      if (plan.state !== 'running') return
      await recordAudit(context, db, {
        caller,
        action: 'preview.cancelled',
        subject: await auditedPlan(db, plan),
        directoryId: plan.directory_id,
        planId: plan.id,
      })
    })
    tasks.cancel('preview', params.id)
    return {}
  }
}
