import { insertMany, reserveIds, type Database, type Tables } from '@bindery/store'
import type { ApplyJob, ChangeRow, Outcome } from './apply-job.ts'

/** One row per operation. For the directory the intent is written before the send, the outcome after. */
export async function writeIntents(job: ApplyJob, db: Database, rows: readonly ChangeRow[]): Promise<number> {
  const first = await reserveIds(db, 'journal', rows.length)
  await insertMany(
    db,
    'journal',
    rows.map((row, index) => journalRow(job, row, first + index, { state: 'cancelled' }, 'intent')),
  )
  return first
}

export async function writeOutcomes(
  job: ApplyJob,
  db: Database,
  first: number,
  outcomes: readonly Outcome[],
): Promise<void> {
  for (const [index, outcome] of outcomes.entries())
    await db
      .updateTable('journal')
      .set({
        state: outcome.state,
        atomic: outcome.atomic === false ? 0 : 1,
        failure: outcome.problem ? JSON.stringify(outcome.problem) : null,
        at: job.task.now().toISOString(),
      })
      .where('id', '=', first + index)
      .execute()
}

/** For the accounts, write and journal are one transaction, so both are written at once. */
export async function writeJournal(
  job: ApplyJob,
  db: Database,
  entries: readonly { readonly row: ChangeRow; readonly outcome: Outcome }[],
): Promise<void> {
  const first = await reserveIds(db, 'journal', entries.length)
  await insertMany(
    db,
    'journal',
    entries.map(({ row, outcome }, index) => journalRow(job, row, first + index, outcome, outcome.state)),
  )
}

function journalRow(
  job: ApplyJob,
  row: ChangeRow,
  id: number,
  outcome: Outcome,
  state: string,
): Tables['journal'] {
  const { before } = row.payload
  return {
    id,
    run_id: job.runId,
    change_id: row.id,
    directory_id: job.directoryId,
    state,
    side: row.side,
    subject_kind: row.subject_kind,
    kind: row.kind,
    name: row.name,
    dn: row.new_dn ?? row.dn,
    effect: row.effect,
    atomic: outcome.atomic === false ? 0 : 1,
    at: job.task.now().toISOString(),
    intent: JSON.stringify({ stableId: row.stable_id, localId: row.local_id, newDn: row.new_dn }),
    before_image: before ? job.task.keyring.seal(JSON.stringify(before), `journal:${id}`) : null,
    failure: outcome.problem ? JSON.stringify(outcome.problem) : null,
    guard: row.guard,
  }
}
