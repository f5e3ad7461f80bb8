import { sql } from 'kysely'
import type { Database } from '../open-store.ts'
import { containsWords, toPage, type Page } from '../search.ts'

/** What the list of holds may be asked for. */
export interface HoldSearch {
  /** Id of the last row of the page before. */
  readonly after?: number | undefined
  readonly limit: number
  readonly state: 'open' | 'ended'
  readonly directoryId?: number | undefined
  /** Every word of it must occur in the person's names. */
  readonly text?: string | undefined
}
export type ListedHold = NonNullable<Awaited<ReturnType<typeof findHold>>>

/** Later than any deadline: holds without one come last. */
const never = sql.lit('9999')
const deadline = sql`coalesce(holds.due_at, ${never})`

/** A page of holds: open ones by their deadline, or ended ones, newest first. */
export async function listHolds(db: Database, search: HoldSearch): Promise<Page<ListedHold>> {
  const { after, directoryId, limit, state, text } = search
  const open = state === 'open'
  let matching = holds(db).where('holds.ended_at', open ? 'is' : 'is not', null)
  if (directoryId !== undefined) matching = matching.where('holds.directory_id', '=', directoryId)
  for (const condition of containsWords('people.search_text', text ?? ''))
    matching = matching.where(condition)
  const { total } = await matching
    .clearSelect()
    .select((build) => build.fn.countAll().as('total'))
    .executeTakeFirstOrThrow()
  if (after !== undefined)
    matching = matching.where(
      open
        ? sql<boolean>`(${deadline}, holds.id) > (select coalesce(due_at, ${never}), id from holds where id = ${after})`
        : sql<boolean>`(holds.ended_at, holds.id) < (select ended_at, id from holds where id = ${after})`,
    )
  const ordered = open
    ? matching.orderBy(deadline).orderBy('holds.id')
    : matching.orderBy('holds.ended_at', 'desc').orderBy('holds.id', 'desc')
  return toPage(await ordered.limit(limit + 1).execute(), limit, Number(total))
}

/** One hold, open or ended, as the list has it. */
export function findHold(db: Database, id: number) {
  return holds(db).where('holds.id', '=', id).executeTakeFirst()
}

const holds = (db: Database) =>
  db
    .selectFrom('holds')
    .innerJoin('people', 'people.id', 'holds.person_id')
    .innerJoin('links', 'links.id', 'holds.link_id')
    .innerJoin('directories', 'directories.id', 'holds.directory_id')
    .selectAll('holds')
    .select([
      'people.username',
      'people.attributes',
      'people.active',
      'people.deleted_at as person_deleted_at',
      'links.dn',
      'directories.name as directory_name',
      'directories.deleted_at as directory_deleted_at',
    ])
