import type { Verbs } from '@bindery/contract'
import { withDecisions } from './with-decisions.ts'
import { findPlan } from './load-plan.ts'
import { matchChanges } from './match-changes.ts'
import { readAfter } from './newest-first.ts'
import type { PlanContext } from './plan-context.ts'
import { toChanges } from './to-changes.ts'

/** Rows of a plan in the order of their application, by facet and words. */
export function listChanges({ store: { db } }: PlanContext): Verbs['listChanges'] {
  return async ({ params, query: { after, limit, ...filter } }) => {
    const plan = await findPlan(db, params.id)
    const seq = readAfter(after)
    const matching = matchChanges(db, plan.id, filter)
    const { total } = await matching.select(({ fn }) => fn.countAll().as('total')).executeTakeFirstOrThrow()
    const found = await withDecisions(seq === undefined ? matching : matching.where('seq', '>', seq))
      .orderBy('seq')
      .limit(limit + 1)
      .execute()
    const rows = found.slice(0, limit)
    const next = found.length > limit ? String(rows.at(-1)?.seq) : null
    return { items: await toChanges(db, rows), next, total: Number(total) }
  }
}
