import { insertMany } from '../insert-many.ts'
import type { Database } from '../open-store.ts'
import { groupColumns, type GroupRecord, type SomeGroupValues } from './group-row.ts'

export interface NewGroup {
  /** From `reserveIds`. */
  readonly id: number
  readonly values: SomeGroupValues
}

/** Adds groups without members. `at` is an ISO 8601 instant. A taken name throws what `isNameTaken` recognises. */
export async function insertGroups(db: Database, groups: readonly NewGroup[], at: string): Promise<void> {
  const rows = groups.map(({ id, values }) => ({
    id,
    row_version: 1,
    ...groupColumns(values),
    created_at: at,
    updated_at: at,
    deleted_at: null,
  }))
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
export async function updateGroupGuarded(
  db: Database,
  id: number,
  rowVersion: number,
  values: SomeGroupValues,
  at: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('groups')
    .set({ ...groupColumns(values), row_version: rowVersion + 1, updated_at: at })
    .where('id', '=', id)
    .where('row_version', '=', rowVersion)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** As `deletePerson`: a tombstone stays, the memberships go, the people are untouched. To be run in a transaction. */
export async function deleteGroup(
  db: Database,
  id: number,
  rowVersion: number,
  at: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('groups')
    .set({ deleted_at: at, updated_at: at, row_version: rowVersion + 1 })
    .where('id', '=', id)
    .where('row_version', '=', rowVersion)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await db.deleteFrom('memberships').where('group_id', '=', id).execute()
  return true
}
