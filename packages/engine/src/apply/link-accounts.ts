import type { Database } from '@bindery/store'
import { done, drifted, type ApplyJob, type ChangeRow, type Outcome } from './apply-job.ts'
import { insertLinks } from './link-rows.ts'
import { livingAccounts } from './living-accounts.ts'
import { relinkAccount } from './relink.ts'
import { renewLink } from './renew-link.ts'
import { takeUpLink } from './take-up-link.ts'

/**
 * Links the local objects of these rows, all of one kind, to their entries; a resting link to the same entry is taken up
 * again. Who was deleted here since the preview is not linked: the next sync would delete the entry.
 */
export async function linkAccounts(
  job: ApplyJob,
  db: Database,
  rows: readonly ChangeRow[],
): Promise<Map<number, Outcome>> {
  const known = await linkedObjects(job, db, rows)
  const living = await livingAccounts(db, rows)
  const outcomes = new Map<number, Outcome>()
  const fresh: ChangeRow[] = []
  for (const row of rows) {
    const id = row.local_id ?? 0
    const link = known.get(id)
    // The link of somebody who was deleted gets the new stable id of its entry as well.
    if (!living.has(id) && row.payload.renews === undefined)
      outcomes.set(row.id, drifted('Deleted here since the preview'))
    else if (link) outcomes.set(row.id, await linkKnown(job, db, row, link))
    else {
      fresh.push(row)
      outcomes.set(row.id, done)
    }
  }
  await insertLinks(
    job,
    db,
    fresh.map((row) => ({
      row,
      dn: row.dn ?? '',
      stableId: row.stable_id ?? '',
      hash: '',
      localVersion: 0,
      bases: {},
    })),
  )
  return outcomes
}

interface KnownLink {
  readonly dn: string
  readonly stableId: string
}

async function linkKnown(job: ApplyJob, db: Database, row: ChangeRow, link: KnownLink): Promise<Outcome> {
  if (row.payload.instead !== undefined) return relinkAccount(job, db, row)
  if (row.payload.renews !== undefined) return renewLink(job, db, row)
  if (link.stableId !== row.stable_id) return drifted('The account was linked to another entry meanwhile')
  await takeUpLink(job, db, row, row.dn ?? link.dn)
  return done
}

/** The links of those that have one already, by local id. */
async function linkedObjects(
  job: ApplyJob,
  db: Database,
  rows: readonly ChangeRow[],
): Promise<Map<number, KnownLink>> {
  const found = await db
    .selectFrom('links')
    .select(['local_id', 'dn', 'stable_id'])
    .where('directory_id', '=', job.directoryId)
    .where('kind', '=', rows[0]?.subject_kind ?? '')
    .where(
      'local_id',
      'in',
      rows.map((row) => row.local_id ?? 0),
    )
    .execute()
  return new Map(found.map((row) => [row.local_id, { dn: row.dn, stableId: row.stable_id }]))
}
