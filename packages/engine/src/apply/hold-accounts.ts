import { changeHold, endHolds, openHold, type Database } from '@bindery/store'
import { done, drifted, type ApplyJob, type ChangeRow, type Outcome, type Payload } from './apply-job.ts'
import { findLink, updateLink } from './link-rows.ts'
import { livingAccounts } from './living-accounts.ts'
import { takeUpLink } from './take-up-link.ts'

const dayMs = 24 * 60 * 60 * 1000

/**
 * Suspends a person without touching the account, or lets a hold go on for another reason; the deadline is fixed now,
 * whatever the policy says later.
 */
export async function holdAccount(
  job: ApplyJob,
  db: Database,
  row: ChangeRow,
  { state, because = '', holdDays, from = 'active' }: Payload,
): Promise<Outcome> {
  const link = await findLink(job, db, row)
  if (link?.state !== from)
    return drifted(`The link is no longer ${from === 'active' ? 'active' : 'as it was'}`)
  const now = job.task.now()
  const of = { directory_id: job.directoryId, person_id: row.local_id ?? 0 }
  const hold = {
    cause: state === 'left_scope' ? 'left_scope' : 'gone_from_directory',
    reason: because,
    due_at: holdDays === undefined ? null : new Date(now.getTime() + holdDays * dayMs).toISOString(),
  }
  if (from === 'active')
    await openHold(db, { ...of, ...hold, link_id: link.id, opened_at: now.toISOString() })
  else if (!(await changeHold(db, of, hold))) return drifted('The hold has ended')
  await updateLink(job, db, row, { state })
  return done
}

/** The entry is back: the link is active again, and the hold of this directory ends. */
export async function releaseAccount(
  job: ApplyJob,
  db: Database,
  row: ChangeRow,
  { dn }: Payload,
): Promise<Outcome> {
  if (!(await livingAccounts(db, [row])).has(row.local_id ?? 0))
    return drifted('Deleted here since the preview')
  if (!(await takeUpLink(job, db, row, dn))) return drifted('The link is no longer there')
  const of = { personId: row.local_id ?? 0, directoryId: job.directoryId }
  await endHolds(db, of, { outcome: 'released', by: job.actor, at: job.task.now().toISOString() })
  return done
}
