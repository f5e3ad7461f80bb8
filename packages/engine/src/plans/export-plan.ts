import { BinderyError, type Verbs } from '@bindery/contract'
import { findPlan } from './load-plan.ts'
import type { PlanContext } from './plan-context.ts'
import { writeJson } from './write-json.ts'
import { writeLdif } from './write-ldif.ts'

/** The included rows as a file: as LDIF what will be sent to the directory, as JSON both sides. */
export function exportPlan({ store: { db } }: PlanContext): Verbs['exportPlan'] {
  return async ({ params: { id }, query: { format } }) => {
    const plan = await findPlan(db, id)
    if (plan.plan_hash === '') throw new BinderyError('plan_not_ready', 'Wait until the preview has ended')
    return format === 'ldif'
      ? { mediaType: 'text/plain; charset=utf-8', fileName: `plan-${id}.ldif`, content: writeLdif(db, plan) }
      : { mediaType: 'application/json', fileName: `plan-${id}.json`, content: writeJson(db, plan) }
  }
}
