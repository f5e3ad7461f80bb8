import type { Database, Store, Tables } from '@bindery/store'
import type { FoundPage, PageStart } from './list-changes.ts'
import { matchChanges, type ChangeFilter } from './match-changes.ts'
import { notAmong } from './not-among.ts'
import { rowsOfPlan } from './rows-of-plan.ts'
import type { Tally } from './tally-plan.ts'

/** Rows of a plan by facets alone: an index holds all of them, and how many there are is counted already. */
export async function findFaceted(
  store: Store,
  plan: Pick<Tables['plans'], 'id' | 'plan_hash'>,
  filter: ChangeFilter,
  start: PageStart,
): Promise<FoundPage> {
  const { after, limit } = start
  const at = await placeOf(store.db, plan.id, filter, start)
  const places = matchChanges(store.db, plan.id, filter).select(['id', 'seq']).orderBy('seq')
  const rows = await (after === undefined ? places.offset(at) : places.where('seq', '>', after))
    .limit(limit + 1)
    .execute()
  // The rows of a plan under way still grow in number.
  const total =
    plan.plan_hash === ''
      ? await countRows(matchChanges(store.db, plan.id, filter))
      : (await rowsOfPlan(store, plan))
          .filter((tally) => fits(tally, filter))
          .reduce((sum, { count }) => sum + count, 0)
  return { rows, at, total }
}

async function placeOf(
  db: Database,
  planId: number,
  filter: ChangeFilter,
  { after, at, near, limit }: PageStart,
): Promise<number> {
  if (after !== undefined) return countRows(matchChanges(db, planId, filter).where('seq', '<=', after))
  if (near === undefined) return at ?? 0
  const row = await matchChanges(db, planId, filter)
    .select('seq')
    .where('plan_changes.id', '=', near)
    .executeTakeFirst()
  if (!row) throw notAmong(near)
  const place = await countRows(matchChanges(db, planId, filter).where('seq', '<', row.seq))
  return place - (place % limit)
}

async function countRows(rows: ReturnType<typeof matchChanges>): Promise<number> {
  const { count } = await rows.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()
  return Number(count)
}

const fits = (tally: Tally, { side, subjectKind, kind, attribute, warning }: ChangeFilter) =>
  (side === undefined || tally.side === side) &&
  (subjectKind === undefined || tally.subjectKind === subjectKind) &&
  (kind === undefined || tally.kind === kind) &&
  (attribute === undefined || tally.attributes.includes(attribute)) &&
  (warning === undefined || tally.warnings.includes(warning))
