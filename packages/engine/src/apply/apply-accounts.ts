import type { ChangeKind, SubjectKind } from '@bindery/contract'
import type { Database } from '@bindery/store'
import { applyOneAccount } from './apply-one-account.ts'
import { notTried, type ApplyJob, type ChangeRow, type Outcome } from './apply-job.ts'
import { loadChanges } from './load-changes.ts'
import { writeJournal } from './write-journal.ts'

const kinds: readonly ChangeKind[] = [
  'create',
  'link',
  'unlink',
  'hold',
  'release',
  'move',
  'update',
  'disable',
  'enable',
  'agree',
]
/** Small enough that a transaction stays near 20 ms, so that the console's own reads and writes are not held up. */
const perTransaction = 50

/** Applies the rows of the accounts' side: each write, its journal row and its base in one transaction. */
export async function applyAccounts(job: ApplyJob, subjectKind: SubjectKind): Promise<void> {
  for await (const batch of loadChanges(job, 'accounts', subjectKind, kinds, perTransaction)) {
    job.task.signal.throwIfAborted()
    const failedHere = await job.task.store.transaction((db) => applyBatch(job, db, batch))
    for (const id of failedHere) job.failed.add(id)
    job.done += batch.length
    job.task.progress({ phase: 'applying_accounts', done: job.done, total: job.total })
  }
}

async function applyBatch(job: ApplyJob, db: Database, batch: readonly ChangeRow[]): Promise<number[]> {
  const entries: { row: ChangeRow; outcome: Outcome }[] = []
  const failed = new Set<number>()
  for (const row of batch) {
    const stopped = row.depends_on !== null && (job.failed.has(row.depends_on) || failed.has(row.depends_on))
    const outcome = stopped ? notTried : await applyOneAccount(job, db, row)
    if (outcome.state !== 'done') failed.add(row.id)
    entries.push({ row, outcome })
  }
  await writeJournal(job, db, entries)
  return [...failed]
}
