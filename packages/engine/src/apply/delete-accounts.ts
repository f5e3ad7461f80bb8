import {
  deleteGroup,
  deletePerson,
  insertMissing,
  restoreGroup,
  restorePerson,
  type Database,
} from '@bindery/store'
import { done, drifted, type ApplyJob, type ChangeRow, type Outcome, type Payload } from './apply-job.ts'
import { forgetMembers } from './forget-members.ts'
import { findLink, forgetLink, linkAnew, updateLink } from './link-rows.ts'

/** Deletes an account that still is as previewed. A tombstone and the link stay: the same entry may come back. */
export async function deleteAccount(
  job: ApplyJob,
  db: Database,
  row: ChangeRow,
  { state, forgets }: Payload,
): Promise<Outcome> {
  if (!(await findLink(job, db, row))) return drifted('The link is no longer there')
  const id = row.local_id ?? 0
  const version = row.row_version ?? 0
  const at = job.task.now().toISOString()
  const deleted =
    row.subject_kind === 'person'
      ? await deletePerson(db, id, version, at, job.actor)
      : await deleteGroup(db, id, version, at)
  if (!deleted) return drifted('The account was changed since the preview')
  await (forgets ? forgetLink(job, db, row) : updateLink(job, db, row, { state }))
  return done
}

/** Brings a deleted account back, under its old id, with what the entry says now, or what it held before. */
export async function restoreAccount(
  job: ApplyJob,
  db: Database,
  row: ChangeRow,
  { values = {}, bases, memberships = [], links }: Payload,
): Promise<Outcome> {
  const link = (await findLink(job, db, row)) ?? (links ? await linkAnew(job, db, row) : undefined)
  if (!link)
    return drifted(links ? 'Its entry is linked to another account by now' : 'The link is no longer there')
  const restore = row.subject_kind === 'person' ? restorePerson : restoreGroup
  if (!(await restore(db, row.local_id ?? 0, values, job.task.now().toISOString())))
    return drifted('The account is there already')
  await insertMissing(
    db,
    'memberships',
    memberships.map((other) =>
      row.subject_kind === 'person'
        ? { group_id: other, person_id: row.local_id ?? 0 }
        : { group_id: row.local_id ?? 0, person_id: other },
    ),
  )
  await forgetMembers(db, link, 'all')
  await updateLink(job, db, row, { state: 'active', bases, ...(row.dn ? { dn: row.dn } : {}) })
  return done
}
