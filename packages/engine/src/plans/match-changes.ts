import type { ChangeQuery } from '@bindery/contract'
import { containsWords, type Database } from '@bindery/store'

/** Which rows of a plan are meant; all of them when nothing is named. */
export type ChangeFilter = Omit<ChangeQuery, 'after' | 'at' | 'near' | 'limit'>

/** The rows of a plan that fit a filter, to be selected from. Attribute names and warnings are letters only. */
export function matchChanges(db: Database, planId: number, filter: ChangeFilter) {
  let rows = db.selectFrom('plan_changes').where('plan_changes.plan_id', '=', planId)
  if (filter.side) rows = rows.where('side', '=', filter.side)
  if (filter.subjectKind) rows = rows.where('subject_kind', '=', filter.subjectKind)
  if (filter.kind) rows = rows.where('kind', '=', filter.kind)
  if (filter.attribute) rows = rows.where('attributes', 'like', listed(filter.attribute))
  if (filter.warning) rows = rows.where('warnings', 'like', listed(filter.warning))
  for (const condition of containsWords('plan_changes.search_text', filter.text ?? ''))
    rows = rows.where(condition)
  return rows
}

/** Rows of which the plan is known, by their ids alone: told the plan as well, SQLite may go through all of it. */
export const namedChanges = (db: Database, ids: readonly number[]): ReturnType<typeof matchChanges> =>
  db.selectFrom('plan_changes').where('plan_changes.id', 'in', ids)

export async function countRows(rows: ReturnType<typeof matchChanges>): Promise<number> {
  const { count } = await rows.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()
  return Number(count)
}

/** Matches one item of a text such as `,mail,phone,`; LIKE's wildcards are no part of any item. */
const listed = (item: string) => `%,${item.replaceAll(/[%_,]/g, ' ')},%`
