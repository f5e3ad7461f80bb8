import type { SubjectKind } from '@bindery/contract'
import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import type { Database } from '@bindery/store'
import { orderRenames } from '@bindery/sync'
import { applyOneAccount } from './apply-one-account.ts'
import { drifted, type ApplyJob, type ChangeRow, type Outcome } from './apply-job.ts'
import { loadChanges } from './load-changes.ts'
import { writeJournal } from './write-journal.ts'

const perBatch = 500

/**
 * Gives accounts their new names before anything else needs a name that one of them gives up: in an order in which each
 * is free when it is taken, and exchanged names together. All in one transaction; renames are few.
 */
export async function renameAccounts(job: ApplyJob, subjectKind: SubjectKind): Promise<void> {
  const attribute = subjectKind === 'person' ? 'username' : 'name'
  const rows: ChangeRow[] = []
  for await (const batch of loadChanges(job, 'accounts', subjectKind, ['update'], perBatch, { attribute }))
    rows.push(...batch.filter((row) => row.depends_on === null && newName(row) !== undefined))
  if (rows.length === 0) return
  job.task.signal.throwIfAborted()
  const failedHere = await job.task.store.transaction((db) => applyInOrder(job, db, rows))
  for (const id of failedHere) job.failed.add(id)
  job.done += rows.length
  job.task.progress({ phase: 'applying_accounts', done: job.done, total: job.total })
}

const newName = (row: ChangeRow) =>
  row.payload.values?.[row.subject_kind === 'person' ? 'username' : 'name']?.[0]

async function applyInOrder(job: ApplyJob, db: Database, rows: readonly ChangeRow[]): Promise<number[]> {
  const now = await versionsOf(db, rows)
  const renames = rows.map((row) => ({
    id: row.id,
    from: now.get(row.local_id ?? 0)?.key ?? null,
    to: caseIgnoreKey(newName(row) ?? ''),
  }))
  const byId = new Map(rows.map((row) => [row.id, row]))
  const entries: { row: ChangeRow; outcome: Outcome }[] = []
  for (const ids of orderRenames(renames)) {
    const group = ids.flatMap((id) => byId.get(id) ?? [])
    const fits = group.every((row) => now.get(row.local_id ?? 0)?.version === row.row_version)
    if (group.length > 1 && fits) await freeNames(db, group)
    for (const row of group) {
      const outcome =
        group.length > 1 && !fits
          ? drifted('Names are exchanged together, and one of these accounts was changed since the preview')
          : await applyOneAccount(job, db, row)
      entries.push({ row, outcome })
    }
  }
  await writeJournal(job, db, entries)
  return entries.filter(({ outcome }) => outcome.state !== 'done').map(({ row }) => row.id)
}

async function versionsOf(db: Database, rows: readonly ChangeRow[]) {
  const ids = rows.map((row) => row.local_id ?? 0)
  const found =
    rows[0]?.subject_kind === 'group'
      ? await db
          .selectFrom('groups')
          .select(['id', 'row_version as version', 'name_key as key'])
          .where('id', 'in', ids)
          .where('deleted_at', 'is', null)
          .execute()
      : await db
          .selectFrom('people')
          .select(['id', 'row_version as version', 'username_key as key'])
          .where('id', 'in', ids)
          .where('deleted_at', 'is', null)
          .execute()
  return new Map(found.map((row) => [row.id, row]))
}

/** Nobody holds these names for the moment; each of the rows that follow takes one. */
async function freeNames(db: Database, rows: readonly ChangeRow[]): Promise<void> {
  const ids = rows.map((row) => row.local_id ?? 0)
  if (rows[0]?.subject_kind === 'group')
    await db.updateTable('groups').set({ name_key: null }).where('id', 'in', ids).execute()
  else await db.updateTable('people').set({ username_key: null }).where('id', 'in', ids).execute()
}
