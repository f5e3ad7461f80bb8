import type { Database } from '@bindery/store'

/** Removes what a read staged, once it was compared. */
export async function dropStaged(db: Database, snapshotId: number): Promise<void> {
  await db.deleteFrom('staged_entries').where('snapshot_id', '=', snapshotId).execute()
  await db.deleteFrom('staged_names').where('snapshot_id', '=', snapshotId).execute()
  await db.deleteFrom('limit_members').where('snapshot_id', '=', snapshotId).execute()
  await db.deleteFrom('staged_members').where('snapshot_id', '=', snapshotId).execute()
}
