import { BinderyError, type Count, type Failure, type Progress, type Run } from '@bindery/contract'
import type { Database, Tables } from '@bindery/store'
import { taskKey } from '../tasks/task-messages.ts'
import type { LiveProgress } from '../tasks/live-progress.ts'
import { describeRun } from './describe-run.ts'

/** Runs as the API tells them; their outcomes are counted for all of them at once. */
export async function toRuns(
  db: Database,
  live: LiveProgress,
  rows: readonly Tables['runs'][],
): Promise<Run[]> {
  const outcomes = await countOutcomes(db, rows)
  const newest = await newestRuns(db, rows)
  return rows.map((row) => {
    const planned = JSON.parse(row.planned) as Count[]
    const outcome = withUntried(row.state, planned, outcomes.get(row.id) ?? none)
    const run = {
      id: row.id,
      directoryId: row.directory_id,
      planId: row.plan_id,
      state: row.state as Run['state'],
      startedAt: row.started_at,
      resumedAt: row.resumed_at,
      resumable: isCutShort(row.state) && newest.has(row.id),
      finishedAt: row.finished_at,
      actor: row.actor,
      progress:
        row.state === 'running'
          ? (live.latest(taskKey('apply', row.id)) ?? (JSON.parse(row.progress) as Progress))
          : endOf(planned, outcome),
      planned,
      outcome,
      failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure),
    }
    return { ...run, sentence: describeRun(run) }
  })
}

/** One run. Throws `not_found`. */
export async function loadRun(db: Database, live: LiveProgress, id: number): Promise<Run> {
  const row = await db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst()
  const [run] = row ? await toRuns(db, live, [row]) : []
  if (!run) throw new BinderyError('not_found', `There is no run ${id}`)
  return run
}

const isCutShort = (state: string) => state === 'cancelled' || state === 'interrupted'

/** Which of these runs are the last of their directory: a later one has made its plan old. */
async function newestRuns(db: Database, runs: readonly Tables['runs'][]): Promise<Set<number>> {
  const directories = [...new Set(runs.map((run) => run.directory_id))]
  if (directories.length === 0) return new Set()
  const rows = await db
    .selectFrom('runs')
    .select(({ fn }) => fn.max('id').as('id'))
    .where('directory_id', 'in', directories)
    .groupBy('directory_id')
    .execute()
  return new Set(rows.map((row) => row.id))
}

type Outcome = Run['outcome']

/** How far a run got; the progress kept last may be a second old. */
function endOf(planned: readonly Count[], outcome: Outcome): Progress {
  const total = planned.reduce((sum, count) => sum + count.included, 0)
  return { phase: 'done', done: total - outcome.cancelled, total }
}

const none: Outcome = { done: 0, refused: 0, drifted: 0, cancelled: 0, inDoubt: 0 }

/** Once a run has ended, what the journal has no row of was not tried. */
function withUntried(state: string, planned: readonly Count[], outcome: Outcome): Outcome {
  if (state === 'running') return outcome
  const total = planned.reduce((sum, count) => sum + count.included, 0)
  const tried = outcome.done + outcome.refused + outcome.drifted + outcome.inDoubt
  return { ...outcome, cancelled: Math.max(outcome.cancelled, total - tried) }
}

async function countOutcomes(db: Database, runs: readonly Tables['runs'][]): Promise<Map<number, Outcome>> {
  if (runs.length === 0) return new Map()
  const rows = await db
    .selectFrom('journal')
    .select((build) => ['run_id', 'state', build.fn.countAll().as('count')])
    .where(
      'run_id',
      'in',
      runs.map((run) => run.id),
    )
    .groupBy(['run_id', 'state'])
    .execute()
  const outcomes = new Map<number, Outcome>()
  for (const { run_id: id, state, count } of rows) {
    // An intent without an outcome is under way, and is not told.
    const name = state === 'in_doubt' ? 'inDoubt' : (state as keyof Outcome | 'intent')
    if (name !== 'intent') outcomes.set(id, { ...(outcomes.get(id) ?? none), [name]: Number(count) })
  }
  return outcomes
}
