import type { Verbs } from '@bindery/contract'
import { readAfter, toNewestPage } from './newest-first.ts'
import type { PlanContext } from './plan-context.ts'
import { toPlanSummary } from './plan-summary.ts'

/** Plans, newest first: all, or one directory's. */
export function listPlans({ store }: PlanContext): Verbs['listPlans'] {
  return async ({ query: { after, directoryId, limit } }) => {
    let plans = store.db.selectFrom('plans').where('same_as', 'is', null)
    if (directoryId !== undefined) plans = plans.where('directory_id', '=', directoryId)
    const before = readAfter(after)
    const found = await (before === undefined ? plans : plans.where('id', '<', before))
      .selectAll()
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    const { total } = await plans.select(({ fn }) => fn.countAll().as('total')).executeTakeFirstOrThrow()
    const { rows, next } = toNewestPage(found, limit)
    return { items: rows.map(toPlanSummary), next, total: Number(total) }
  }
}
