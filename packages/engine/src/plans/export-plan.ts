import { BinderyError, type Verbs } from '@bindery/contract'
import { auditedPlan } from '../audit/audited-plan.ts'
import { recordAlone } from '../audit/record-audit.ts'
import { findPlan } from './load-plan.ts'
import type { PlanContext } from './plan-context.ts'
import { writeJson } from './write-json.ts'
import { writeLdif } from './write-ldif.ts'

/** The included rows as a file: as LDIF what will be sent to the directory, as JSON both sides. */
export function exportPlan(context: PlanContext): Verbs['exportPlan'] {
  const { db } = context.store
  return async ({ params: { id }, query: { format }, caller }) => {
    const plan = await findPlan(db, id)
    if (plan.plan_hash === '') throw new BinderyError('plan_not_ready', 'Wait until the preview has ended')
    await recordAlone(context, {
      caller,
      action: 'plan.exported',
      subject: await auditedPlan(db, plan),
      directoryId: plan.directory_id,
      planId: id,
      facts: { format },
    })
    return format === 'ldif'
      ? { mediaType: 'text/plain; charset=utf-8', fileName: `plan-${id}.ldif`, content: writeLdif(db, plan) }
      : { mediaType: 'application/json', fileName: `plan-${id}.json`, content: writeJson(db, plan) }
  }
}
