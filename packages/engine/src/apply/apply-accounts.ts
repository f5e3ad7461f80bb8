import type { ChangeKind, SubjectKind } from '@bindery/contract'
import type { Database } from '@bindery/store'
import { applyOneAccount } from './apply-one-account.ts'
import { notTried, type ApplyJob, type ChangeRow, type Outcome } from './apply-job.ts'
import { agreesOnMembers } from './apply-members.ts'
import { imageAccounts } from './before-images.ts'
import { createAccounts } from './create-accounts.ts'
import { linkAccounts } from './link-accounts.ts'
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
const together = [
  ['create', createAccounts],
  ['link', linkAccounts],
] as const
/** A transaction stays below 100 ms, which other writers wait for: fewer rows at a time write the same index pages more often. */
const perTransaction = 500

/** Applies the rows of the accounts' side: each write, its journal row and its base in one transaction. */
export async function applyAccounts(job: ApplyJob, subjectKind: SubjectKind): Promise<void> {
  await applyKinds(job, subjectKind, kinds, (row) => !forgetsLink(row))
}

/** Takes links back once memberships are written: those of their people and groups are found by way of them. */
export async function forgetLinks(job: ApplyJob): Promise<void> {
  for (const subjectKind of ['group', 'person'] as const)
    await applyKinds(job, subjectKind, ['unlink'], forgetsLink)
}

const forgetsLink = ({ kind, payload }: ChangeRow) => kind === 'unlink' && payload.forgets === true

/** Deletes accounts when everything else is done. Groups go first: a person's deletion changes theirs. */
export async function deleteAccounts(job: ApplyJob): Promise<void> {
  for (const subjectKind of ['group', 'person'] as const) await applyKinds(job, subjectKind, ['delete'])
}

async function applyKinds(
  job: ApplyJob,
  subjectKind: SubjectKind,
  wanted: readonly ChangeKind[],
  isDue: (row: ChangeRow) => boolean = () => true,
): Promise<void> {
  for await (const rows of loadChanges(job, 'accounts', subjectKind, wanted, perTransaction)) {
    job.task.signal.throwIfAborted()
    const batch = rows.filter((row) => isDue(row) && !agreesOnMembers(row))
    const failedHere = await job.task.store.transaction((db) => applyBatch(job, db, batch))
    for (const id of failedHere) job.failed.add(id)
    job.done += batch.length
    job.task.progress({ phase: 'applying_accounts', done: job.done, total: job.total })
  }
}

/** Creations of what was never there and links come first and all at once; the rest follows, a row at a time. */
async function applyBatch(job: ApplyJob, db: Database, rows: readonly ChangeRow[]): Promise<number[]> {
  const batch = await imageAccounts(db, rows)
  const outcomes = new Map<number, Outcome>()
  const stops = (row: ChangeRow) => {
    if (row.depends_on === null) return false
    const before = outcomes.get(row.depends_on)
    return job.failed.has(row.depends_on) || (before !== undefined && before.state !== 'done')
  }
  for (const [kind, apply] of together) {
    const fresh = batch.filter((row) => row.kind === kind && !row.payload.restores && !stops(row))
    if (fresh.length > 0) for (const [id, outcome] of await apply(job, db, fresh)) outcomes.set(id, outcome)
  }
  for (const row of batch)
    if (!outcomes.has(row.id))
      outcomes.set(row.id, stops(row) ? notTried : await applyOneAccount(job, db, row))
  const entries = batch.map((row) => ({ row, outcome: outcomes.get(row.id) ?? notTried }))
  await writeJournal(job, db, entries)
  return entries.filter(({ outcome }) => outcome.state !== 'done').map(({ row }) => row.id)
}
