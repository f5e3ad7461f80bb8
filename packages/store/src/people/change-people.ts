import { insertMany } from '../insert-many.ts'
import { newRow, updateGuarded } from '../living-rows.ts'
import type { Database } from '../open-store.ts'
import { buryLinks } from '../bury-links.ts'
import { endHolds } from '../holds/change-holds.ts'
import { personColumns, personValues, type PersonRecord, type SomePersonValues } from './person-row.ts'

export interface NewPerson {
  /** From `reserveIds`. */
  readonly id: number
  readonly values: SomePersonValues
}

/** Adds people. `at` is an ISO 8601 instant. A taken username throws what `isNameTaken` recognises. */
export async function insertPeople(db: Database, people: readonly NewPerson[], at: string): Promise<void> {
  const rows = people.map(({ id, values }) => newRow(id, personColumns(values), at))
  await insertMany(db, 'people', rows)
}

/** The person, or undefined when there is none or only a tombstone. */
export function getPerson(db: Database, id: number): Promise<PersonRecord | undefined> {
  return db
    .selectFrom('people')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

/**
 * Writes all values of a person, if the row is still the version that was read; false when it is not, and nothing
 * was written. A taken username throws what `isNameTaken` recognises.
 */
export function updatePersonGuarded(
  db: Database,
  id: number,
  rowVersion: number,
  values: SomePersonValues,
  at: string,
): Promise<boolean> {
  return updateGuarded(db, 'people', { id, rowVersion, at }, personColumns(values))
}

/**
 * Leaves a tombstone of the person, takes them out of their groups and ends their holds; false when the row is no
 * longer the version that was read. Links stay: they remember (rule 7). To be run in a transaction.
 */
export async function deletePerson(
  db: Database,
  id: number,
  rowVersion: number,
  at: string,
  by: string,
): Promise<boolean> {
  if (!(await updateGuarded(db, 'people', { id, rowVersion, at }, { deleted_at: at }))) return false
  const theirs = db.selectFrom('memberships').select('group_id').where('person_id', '=', id)
  await db
    .updateTable('groups')
    .set((build) => ({ row_version: build('row_version', '+', 1), updated_at: at }))
    .where('id', 'in', theirs)
    .execute()
  await db.deleteFrom('memberships').where('person_id', '=', id).execute()
  await endHolds(db, { personId: id }, { outcome: 'deleted', by, at })
  await buryLinks(db, 'person', id, at)
  return true
}

/**
 * Brings a deleted person back under their old id, with these values over those of the tombstone; false when they are
 * not deleted. A taken username throws what `isNameTaken` recognises.
 */
export async function restorePerson(
  db: Database,
  id: number,
  values: SomePersonValues,
  at: string,
): Promise<boolean> {
  const buried = await db
    .selectFrom('people')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst()
  if (!buried) return false
  await db
    .updateTable('people')
    .set({
      ...personColumns({ ...personValues(buried), ...values }),
      row_version: buried.row_version + 1,
      updated_at: at,
      deleted_at: null,
    })
    .where('id', '=', id)
    .execute()
  return true
}
