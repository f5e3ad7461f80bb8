import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import { insertGroups, insertPeople, type Database } from '@bindery/store'
import { done, drifted, refused, type ApplyJob, type ChangeRow, type Outcome } from './apply-job.ts'
import { insertLinks } from './link-rows.ts'

/** Creates the local objects of these rows, all of one kind, and links them: a handful of statements for all of them. */
export async function createAccounts(
  job: ApplyJob,
  db: Database,
  rows: readonly ChangeRow[],
): Promise<Map<number, Outcome>> {
  const taken = await takenNames(db, rows)
  const linked = await linkedEntries(job, db, rows)
  const outcomes = new Map<number, Outcome>()
  const wanted: ChangeRow[] = []
  for (const row of rows) {
    const name = nameKey(row)
    if (name !== null && taken.has(name))
      outcomes.set(
        row.id,
        refused(
          `${row.name} is taken by another ${row.subject_kind}`,
          'Rename one of the two, then preview again.',
        ),
      )
    else if (linked.has(row.stable_id ?? '')) outcomes.set(row.id, drifted('The entry was linked meanwhile'))
    else {
      outcomes.set(row.id, done)
      wanted.push(row)
      if (name !== null) taken.add(name)
    }
  }
  await insertLocals(job, db, wanted)
  await insertLinks(
    job,
    db,
    wanted.map((row) => ({
      row,
      dn: row.dn ?? '',
      stableId: row.stable_id ?? '',
      hash: row.payload.hash ?? '',
      localVersion: 1,
      bases: row.payload.bases ?? {},
    })),
  )
  return outcomes
}

function nameKey(row: ChangeRow): string | null {
  const name = row.payload.values?.[row.subject_kind === 'person' ? 'username' : 'name']?.[0]
  return name === undefined ? null : caseIgnoreKey(name)
}

/** The names of these rows that a living object has. */
async function takenNames(db: Database, rows: readonly ChangeRow[]): Promise<Set<string>> {
  const keys = rows.map(nameKey).filter((key) => key !== null)
  if (keys.length === 0) return new Set()
  const found =
    rows[0]?.subject_kind === 'person'
      ? await db
          .selectFrom('people')
          .select('username_key as key')
          .where('username_key', 'in', keys)
          .where('deleted_at', 'is', null)
          .execute()
      : await db
          .selectFrom('groups')
          .select('name_key as key')
          .where('name_key', 'in', keys)
          .where('deleted_at', 'is', null)
          .execute()
  return new Set(found.map((row) => row.key ?? ''))
}

async function linkedEntries(job: ApplyJob, db: Database, rows: readonly ChangeRow[]): Promise<Set<string>> {
  const found = await db
    .selectFrom('links')
    .select('stable_id')
    .where('directory_id', '=', job.directoryId)
    .where('kind', '=', rows[0]?.subject_kind ?? '')
    .where(
      'stable_id',
      'in',
      rows.map((row) => row.stable_id ?? ''),
    )
    .execute()
  return new Set(found.map((row) => row.stable_id))
}

async function insertLocals(job: ApplyJob, db: Database, rows: readonly ChangeRow[]): Promise<void> {
  const at = job.task.now().toISOString()
  const added = rows.map((row) => ({ id: row.local_id ?? 0, values: row.payload.values ?? {} }))
  if (rows[0]?.subject_kind === 'group') await insertGroups(db, added, at)
  else await insertPeople(db, added, at)
}
