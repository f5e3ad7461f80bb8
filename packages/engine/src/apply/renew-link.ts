import type { Database } from '@bindery/store'
import { done, drifted, type ApplyJob, type ChangeRow, type Outcome } from './apply-job.ts'
import { findLink } from './link-rows.ts'

/**
 * Gives a link the new stable id of its entry. Its state, its base and its place stay as they are, and so does a hold:
 * the next preview compares the pair as if the stable id had never been another.
 */
export async function renewLink(job: ApplyJob, db: Database, row: ChangeRow): Promise<Outcome> {
  const stableId = row.stable_id ?? ''
  const link = await findLink(job, db, row)
  if (!link || link.stable_id !== row.payload.renews || (await isLinked(job, db, row.subject_kind, stableId)))
    return drifted('The account is linked otherwise by now')
  await db.updateTable('links').set({ stable_id: stableId }).where('id', '=', link.id).execute()
  return done
}

async function isLinked(job: ApplyJob, db: Database, kind: string, stableId: string): Promise<boolean> {
  const other = await db
    .selectFrom('links')
    .select('id')
    .where('directory_id', '=', job.directoryId)
    .where('kind', '=', kind)
    .where('stable_id', '=', stableId)
    .executeTakeFirst()
  return other !== undefined
}
