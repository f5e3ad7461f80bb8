import type { OperationState } from '@bindery/contract'
import { insertMany, reserveIds, type Database, type Tables } from '@bindery/store'
import { sealContexts } from '../secrets/seal-contexts.ts'
import type { ApplyJob, ChangeRow, Outcome } from './apply-job.ts'

const perStatement = 500

/** One row per operation. For the directory the intent is written before the send, the outcome after. Returns the rows' ids. */
export function writeIntents(job: ApplyJob, db: Database, rows: readonly ChangeRow[]): Promise<number[]> {
  return write(
    job,
    db,
    rows.map((row) => ({ row, state: 'intent' as const, outcome: {} })),
  )
}

/** What came of the operations with these journal ids. */
export async function writeOutcomes(
  job: ApplyJob,
  db: Database,
  ids: readonly number[],
  outcomes: readonly Outcome[],
): Promise<void> {
  await endRows(
    job,
    db,
    outcomes.map((outcome, index) => ({ id: ids[index] ?? 0, state: outcome.state, outcome })),
  )
}

/** Most operations of a batch end alike: those are one statement. */
async function endRows(
  job: ApplyJob,
  db: Database,
  rows: readonly (Omit<Entry, 'row'> & { readonly id: number })[],
): Promise<void> {
  const alike = Map.groupBy(rows, ({ id, state, outcome }) =>
    JSON.stringify([state, outcome, outcome.alreadySo?.length ? id : null]),
  )
  for (const group of alike.values())
    for (let start = 0; start < group.length; start += perStatement) {
      const some = group.slice(start, start + perStatement)
      const [first] = some
      if (first)
        await db
          .updateTable('journal')
          .set(ending(job, first.id, first.state, first.outcome))
          .where(
            'id',
            'in',
            some.map(({ id }) => id),
          )
          .execute()
    }
}

/** For the accounts, write and journal are one transaction, so both are written at once. */
export async function writeJournal(
  job: ApplyJob,
  db: Database,
  entries: readonly { readonly row: ChangeRow; readonly outcome: Outcome }[],
): Promise<void> {
  await write(
    job,
    db,
    entries.map(({ row, outcome }) => ({ row, state: outcome.state, outcome })),
  )
  job.written.clear()
}

interface Entry {
  readonly row: ChangeRow
  readonly state: OperationState
  readonly outcome: Partial<Outcome>
}

/** A row that an earlier attempt left open is written on; every change has one row in the journal of a run. */
async function write(job: ApplyJob, db: Database, entries: readonly Entry[]): Promise<number[]> {
  const fresh = entries.filter(({ row }) => row.journalId === null)
  let next = fresh.length > 0 ? await reserveIds(db, 'journal', fresh.length) : 0
  const numbered = entries.map((entry) => ({ ...entry, id: entry.row.journalId ?? next++ }))
  await insertMany(
    db,
    'journal',
    numbered.filter(({ row }) => row.journalId === null).map((entry) => journalRow(job, entry)),
  )
  await endRows(
    job,
    db,
    numbered.filter(({ row }) => row.journalId !== null),
  )
  return numbered.map(({ id }) => id)
}

function ending(
  job: ApplyJob,
  id: number,
  state: OperationState,
  { atomic, problem, alreadySo = [] }: Partial<Outcome>,
) {
  return {
    ...(alreadySo.length > 0 && { before_image: sealed(job, id, { alreadySo }) }),
    state,
    atomic: atomic === false ? 0 : 1,
    failure: problem ? JSON.stringify(problem) : null,
    at: job.task.now().toISOString(),
  }
}

function journalRow(
  job: ApplyJob,
  { row, id, state, outcome }: Entry & { readonly id: number },
): Tables['journal'] {
  const { before } = row.payload
  return {
    id,
    run_id: job.runId,
    change_id: row.id,
    directory_id: job.directoryId,
    side: row.side,
    subject_kind: row.subject_kind,
    kind: row.kind,
    name: row.name,
    dn: row.new_dn ?? row.dn,
    effect: row.effect,
    intent: JSON.stringify({ since: job.since }),
    before_image: before ? sealed(job, id, before) : null,
    guard: row.guard,
    ...ending(job, id, state, outcome),
  }
}

const sealed = ({ task }: ApplyJob, id: number, before: object) =>
  task.keyring.seal(JSON.stringify(before), sealContexts.beforeImage(id))
