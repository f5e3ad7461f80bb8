import { endHolds, openHold, type Database } from '@bindery/store'
import { done, drifted, type ApplyJob, type ChangeRow, type Outcome, type Payload } from './apply-job.ts'
import { findLink, updateLink } from './link-rows.ts'
import { takeUpLink } from './take-up-link.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Suspends a person without touching the account; the deadline is fixed now, whatever the policy says later. */
export async function holdAccount(
  job: ApplyJob,
  db: Database,
  row: ChangeRow,
  { state, because = '', holdDays }: Payload,
): Promise<Outcome> {
  const link = await findLink(job, db, row)
  if (link?.state !== 'active') return drifted('The link is no longer active')
  await updateLink(job, db, row, { state })
  const now = job.task.now()
  await openHold(db, {
    directory_id: job.directoryId,
    person_id: row.local_id ?? 0,
    link_id: link.id,
    cause: state === 'left_scope' ? 'left_scope' : 'gone_from_directory',
    reason: because,
    opened_at: now.toISOString(),
    due_at: holdDays === undefined ? null : new Date(now.getTime() + holdDays * dayMs).toISOString(),
  })
  return done
}

/** The entry is back: the link is active again, and the hold of this directory ends. */
export async function releaseAccount(
  job: ApplyJob,
  db: Database,
  row: ChangeRow,
  { dn }: Payload,
): Promise<Outcome> {
  if (!(await takeUpLink(job, db, row, dn))) return drifted('The link is no longer there')
  const of = { personId: row.local_id ?? 0, directoryId: job.directoryId }
  await endHolds(db, of, { outcome: 'released', by: job.actor, at: job.task.now().toISOString() })
  return done
}
