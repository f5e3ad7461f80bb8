import type { Database, Tables } from '@bindery/store'
import type { FoundPage, PageStart } from './list-changes.ts'
import { matchChanges, type ChangeFilter } from './match-changes.ts'
import { notAmong } from './not-among.ts'

/** Rows of a plan that hold words: every row has to be looked at, so one look tells the page and how many there are. */
export async function findWorded(
  db: Database,
  plan: Pick<Tables['plans'], 'id'>,
  filter: ChangeFilter,
  { after, at, near, limit }: PageStart,
): Promise<FoundPage> {
  const all = await matchChanges(db, plan.id, filter).select(['id', 'seq']).orderBy('seq').execute()
  const first = () => {
    if (after !== undefined) return all.filter(({ seq }) => seq <= after).length
    if (near === undefined) return at ?? 0
    const place = all.findIndex(({ id }) => id === near)
    if (place < 0) throw notAmong(near)
    return place - (place % limit)
  }
  const start = first()
  return { rows: all.slice(start, start + limit + 1), at: start, total: all.length }
}
