import type { Database } from '@bindery/store'
import type { ApplyJob, ChangeRow } from './apply-job.ts'
import { forgetMembers } from './forget-members.ts'
import { findLink, updateLink } from './link-rows.ts'

/**
 * Makes a resting link active again; false when there is none. Where the entry had been gone, memberships that are
 * there here are no longer in the base: the server may have taken them away with the entry, and that is no removal.
 */
export async function takeUpLink(
  job: ApplyJob,
  db: Database,
  row: ChangeRow,
  dn: string | undefined,
): Promise<boolean> {
  const link = await findLink(job, db, row)
  if (!link) return false
  if (link.state === 'gone_directory') await forgetMembers(db, link, 'here')
  return updateLink(job, db, row, { state: 'active', dn })
}
