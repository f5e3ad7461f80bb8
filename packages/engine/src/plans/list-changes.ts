import type { Verbs } from '@bindery/contract'
import { findPage } from './find-page.ts'
import { namedChanges } from './match-changes.ts'
import { findPlan } from './load-plan.ts'
import type { PlanContext } from './plan-context.ts'
import { toChanges } from './to-changes.ts'
import { withDecisions } from './with-decisions.ts'

/**
 * Rows of a plan in the order of their application, by facet and words. Places come first, from an index: rows are wide.
 * Throws `not_found` for a row to be near to that is not among them.
 */
export function listChanges({ store }: PlanContext): Verbs['listChanges'] {
  return async ({ params, query: { after, at, near, limit, ...filter } }) => {
    const { db } = store
    const plan = await findPlan(db, params.id)
    const { rows: places, ...page } = await findPage(store, plan, filter, { after, at, near, limit })
    const ids = places.map(({ id }) => id)
    const rows = await withDecisions(namedChanges(db, ids)).orderBy('seq').execute()
    return { ...page, items: await toChanges(db, rows) }
  }
}
