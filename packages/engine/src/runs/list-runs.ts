import type { Verbs } from '@bindery/contract'
import { readAfter, toNewestPage } from '../plans/newest-first.ts'
import type { PlanContext } from '../plans/plan-context.ts'
import { toRuns } from './to-runs.ts'

/** Runs, newest first: all, or one directory's. */
export function listRuns({ store: { db }, tasks }: PlanContext): Verbs['listRuns'] {
  return async ({ query: { after, directoryId, limit } }) => {
    let runs = db.selectFrom('runs')
    if (directoryId !== undefined) runs = runs.where('directory_id', '=', directoryId)
    const before = readAfter(after)
    const found = await (before === undefined ? runs : runs.where('id', '<', before))
      .selectAll()
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    const { total } = await runs.select(({ fn }) => fn.countAll().as('total')).executeTakeFirstOrThrow()
    const { rows, next } = toNewestPage(found, limit)
    return { items: await toRuns(db, tasks.live, rows), next, total: Number(total) }
  }
}
