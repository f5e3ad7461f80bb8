import type { ChangeQuery } from '@bindery/contract'
import type { Database, Store, Tables } from '@bindery/store'
import { countFound } from './count-found.ts'
import { countRows, matchChanges, type ChangeFilter } from './match-changes.ts'
import { startAgain } from './newest-first.ts'
import { notAmong } from './not-among.ts'

/** Where a page begins: behind a row, at a place, or where the page of a row begins. */
export type PageStart = Pick<ChangeQuery, 'after' | 'at' | 'near' | 'limit'>

interface FoundPage {
  readonly rows: readonly Pick<Tables['plan_changes'], 'id' | 'seq'>[]
  /** The place of the first one, from 0. */
  readonly at: number
  readonly total: number
  readonly next: string | null
}

/** A page of the rows of a plan that fit a filter. An index holds all that this looks at. Throws `not_found` for a row to be near to that is not among them. */
export async function findPage(
  store: Store,
  plan: Pick<Tables['plans'], 'id' | 'plan_hash'>,
  filter: ChangeFilter,
  start: PageStart,
): Promise<FoundPage> {
  const { limit } = start
  const behind = readCursor(start.after)
  const at = behind?.place ?? (await placeOf(store.db, plan.id, filter, start))
  const places = matchChanges(store.db, plan.id, filter).select(['id', 'seq']).orderBy('seq')
  const found = await (behind ? places.where('seq', '>', behind.seq) : places.offset(at))
    .limit(limit + 1)
    .execute()
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    rows,
    at,
    total: await countFound(store, plan, filter),
    next: last && found.length > limit ? `${last.seq}-${at + limit}` : null,
  }
}

/**
 * A page's `after`: the row that it begins behind, and its place, which would else be counted for every page. The rows
 * of a plan never change, and those of one under way are added at its end.
 */
function readCursor(after: string | undefined): { readonly seq: number; readonly place: number } | undefined {
  if (after === undefined) return undefined
  const [, seq, place] = /^(\d{1,15})-(\d{1,15})$/.exec(after) ?? []
  if (seq === undefined || place === undefined) throw startAgain()
  return { seq: Number(seq), place: Number(place) }
}

async function placeOf(
  db: Database,
  planId: number,
  filter: ChangeFilter,
  { at, near, limit }: PageStart,
): Promise<number> {
  if (near === undefined) return at ?? 0
  const row = await matchChanges(db, planId, filter)
    .select('seq')
    .where('plan_changes.id', '=', near)
    .executeTakeFirst()
  if (!row) throw notAmong(near)
  const place = await countRows(matchChanges(db, planId, filter).where('seq', '<', row.seq))
  return place - (place % limit)
}
