import { insertMissing } from '../insert-many.ts'
import type { Database } from '../open-store.ts'

const batchSize = 1_000

/** Puts people into a group; who is in it already stays. Returns how many were new. To be run in a transaction. */
export async function addMembers(
  db: Database,
  groupId: number,
  personIds: readonly number[],
  at: string,
): Promise<number> {
  const rows = personIds.map((personId) => ({ group_id: groupId, person_id: personId }))
  const added = await insertMissing(db, 'memberships', rows)
  if (added > 0) await touch(db, groupId, at)
  return added
}

/** Takes people out of a group. Returns how many were in it. To be run in a transaction. */
export async function removeMembers(
  db: Database,
  groupId: number,
  personIds: readonly number[],
  at: string,
): Promise<number> {
  let removed = 0
  for (let start = 0; start < personIds.length; start += batchSize) {
    const { numDeletedRows } = await db
      .deleteFrom('memberships')
      .where('group_id', '=', groupId)
      .where('person_id', 'in', personIds.slice(start, start + batchSize))
      .executeTakeFirst()
    removed += Number(numDeletedRows)
  }
  if (removed > 0) await touch(db, groupId, at)
  return removed
}

/** A group's version moves with its members, so that a plan made before the change no longer fits. */
async function touch(db: Database, groupId: number, at: string): Promise<void> {
  await db
    .updateTable('groups')
    .set((build) => ({ row_version: build('row_version', '+', 1), updated_at: at }))
    .where('id', '=', groupId)
    .execute()
}
