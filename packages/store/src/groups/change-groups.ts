import { buryLinks } from '../bury-links.ts'
import { insertMany } from '../insert-many.ts'
import { newRow, updateGuarded } from '../living-rows.ts'
import type { Database } from '../open-store.ts'
import { groupColumns, groupValues, type GroupRecord, type SomeGroupValues } from './group-row.ts'

export interface NewGroup {
  /** From `reserveIds`. */
  readonly id: number
  readonly values: SomeGroupValues
}

/** Adds groups without members. `at` is an ISO 8601 instant. A taken name throws what `isNameTaken` recognises. */
export async function insertGroups(db: Database, groups: readonly NewGroup[], at: string): Promise<void> {
  const rows = groups.map(({ id, values }) => newRow(id, groupColumns(values), at))
  await insertMany(db, 'groups', rows)
}

/** The group, or undefined when there is none or only a tombstone. */
export function getGroup(db: Database, id: number): Promise<GroupRecord | undefined> {
  return db
    .selectFrom('groups')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

/** As `updatePersonGuarded`, for a group's name and description. */
export function updateGroupGuarded(
  db: Database,
  id: number,
  rowVersion: number,
  values: SomeGroupValues,
  at: string,
): Promise<boolean> {
  return updateGuarded(db, 'groups', { id, rowVersion, at }, groupColumns(values))
}

/** As `deletePerson`: a tombstone stays, the memberships go, the people are untouched. To be run in a transaction. */
export async function deleteGroup(
  db: Database,
  id: number,
  rowVersion: number,
  at: string,
): Promise<boolean> {
  if (!(await updateGuarded(db, 'groups', { id, rowVersion, at }, { deleted_at: at }))) return false
  await db.deleteFrom('memberships').where('group_id', '=', id).execute()
  await buryLinks(db, 'group', id, at)
  return true
}

/** As `restorePerson`: the group is back under its old id, without members. */
export async function restoreGroup(
  db: Database,
  id: number,
  values: SomeGroupValues,
  at: string,
): Promise<boolean> {
  const buried = await db
    .selectFrom('groups')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst()
  if (!buried) return false
  await db
    .updateTable('groups')
    .set({
      ...groupColumns({ ...groupValues(buried), ...values }),
      row_version: buried.row_version + 1,
      updated_at: at,
      deleted_at: null,
    })
    .where('id', '=', id)
    .execute()
  return true
}
