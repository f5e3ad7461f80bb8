import type { ChangeQuery, Verbs } from '@bindery/contract'
import type { Tables } from '@bindery/store'
import { findFaceted } from './find-faceted.ts'
import { findWorded } from './find-worded.ts'
import { findPlan } from './load-plan.ts'
import { matchChanges } from './match-changes.ts'
import { readAfter } from './newest-first.ts'
import type { PlanContext } from './plan-context.ts'
import { toChanges } from './to-changes.ts'
import { withDecisions } from './with-decisions.ts'

/** Where a page begins: behind a row, at a place, or where the page of a row begins. */
export interface PageStart extends Pick<ChangeQuery, 'at' | 'near' | 'limit'> {
  readonly after: number | undefined
}
/** A page of places: `rows` has one more than the page, where there is one. */
export interface FoundPage {
  readonly rows: readonly Pick<Tables['plan_changes'], 'id' | 'seq'>[]
  readonly at: number
  readonly total: number
}

/**
 * Rows of a plan in the order of their application, by facet and words. Places come first, from an index: rows are wide.
 * Throws `not_found` for a row to be near to that is not among them.
 */
export function listChanges({ store }: PlanContext): Verbs['listChanges'] {
  return async ({ params, query: { after, at, near, limit, ...filter } }) => {
    const { db } = store
    const plan = await findPlan(db, params.id)
    const start = { after: readAfter(after), at, near, limit }
    const words = (filter.text ?? '').trim() !== ''
    const found = await (words
      ? findWorded(db, plan, filter, start)
      : findFaceted(store, plan, filter, start))
    const page = found.rows.slice(0, limit)
    const next = found.rows.length > limit ? String(page.at(-1)?.seq) : null
    const ids = page.map(({ id }) => id)
    const rows = await withDecisions(matchChanges(db, plan.id, {}).where('plan_changes.id', 'in', ids))
      .orderBy('seq')
      .execute()
    return { items: await toChanges(db, rows), next, total: found.total, at: found.at }
  }
}
