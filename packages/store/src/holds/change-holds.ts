import type { Insertable } from 'kysely'
import { insertMany } from '../insert-many.ts'
import type { Database } from '../open-store.ts'
import { reserveIds } from '../reserve-ids.ts'
import type { Tables } from '../schema.ts'

type NewHold = Omit<Insertable<Tables['holds']>, 'id' | 'ended_at' | 'outcome' | 'ended_by'>

/** Suspends a person: they count as inactive while a hold is open. The person's own row stays as it is (rule 12). */
export async function openHold(db: Database, hold: NewHold): Promise<void> {
  const id = await reserveIds(db, 'holds', 1)
  await insertMany(db, 'holds', [{ id, ...hold, ended_at: null, outcome: '', ended_by: '' }])
}

/** Lets the open hold of a person go on for another reason, with another deadline; false when there is none. */
export async function changeHold(
  db: Database,
  of: Pick<NewHold, 'directory_id' | 'person_id'>,
  hold: Pick<NewHold, 'cause' | 'reason' | 'due_at'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('holds')
    .set(hold)
    .where('directory_id', '=', of.directory_id)
    .where('person_id', '=', of.person_id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

/** How and when holds end, and by whom. */
export interface HoldEnd {
  readonly outcome: 'released' | 'deleted'
  readonly by: string
  /** ISO 8601. */
  readonly at: string
}

/** Ends the open holds of a person, all of them or those of one directory. Returns how many there were. */
export async function endHolds(
  db: Database,
  of: { readonly personId: number; readonly directoryId?: number },
  { outcome, by, at }: HoldEnd,
): Promise<number> {
  let open = db
    .updateTable('holds')
    .set({ outcome, ended_by: by, ended_at: at })
    .where('person_id', '=', of.personId)
    .where('ended_at', 'is', null)
  if (of.directoryId !== undefined) open = open.where('directory_id', '=', of.directoryId)
  const { numUpdatedRows } = await open.executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Which of these people a directory has on hold. */
export async function onHold(
  db: Database,
  directoryId: number,
  personIds: readonly number[],
): Promise<ReadonlySet<number>> {
  if (personIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('holds')
    .select('person_id')
    .where('directory_id', '=', directoryId)
    .where('person_id', 'in', [...personIds])
    .where('ended_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.person_id))
}
