import type { Database } from '@bindery/store'
import { done, type ApplyJob, type ChangeRow, type Outcome } from './apply-job.ts'
import { insertLinks } from './link-rows.ts'
import { takeUpLink } from './take-up-link.ts'

/** Links the local objects of these rows, all of one kind, to their entries; a tombstone is revived. */
export async function linkAccounts(
  job: ApplyJob,
  db: Database,
  rows: readonly ChangeRow[],
): Promise<Map<number, Outcome>> {
  const known = await linkedObjects(job, db, rows)
  const fresh = rows.filter((row) => !known.has(row.local_id ?? 0))
  for (const row of rows)
    if (!fresh.includes(row)) await takeUpLink(job, db, row, row.dn ?? known.get(row.local_id ?? 0))
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
  return new Map(rows.map((row) => [row.id, done]))
}

/** The last DN of those that have a link already, by local id. */
async function linkedObjects(
  job: ApplyJob,
  db: Database,
  rows: readonly ChangeRow[],
): Promise<Map<number, string>> {
  const found = await db
    .selectFrom('links')
    .select(['local_id', 'dn'])
    .where('directory_id', '=', job.directoryId)
    .where('kind', '=', rows[0]?.subject_kind ?? '')
    .where(
      'local_id',
      'in',
      rows.map((row) => row.local_id ?? 0),
    )
    .execute()
  return new Map(found.map((row) => [row.local_id, row.dn]))
}
