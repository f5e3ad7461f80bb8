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
  return rows.map((row) => {
    const outcome = outcomes.get(row.id) ?? none
    const planned = JSON.parse(row.planned) as Count[]
    const run = {
      id: row.id,
      directoryId: row.directory_id,
      planId: row.plan_id,
      state: row.state as Run['state'],
      startedAt: row.started_at,
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

type Outcome = Run['outcome']

/** How far a run got; the progress kept last may be a second old. */
function endOf(planned: readonly Count[], outcome: Outcome): Progress {
  const done = Object.values(outcome).reduce((sum, count) => sum + count, 0)
  return { phase: 'done', done, total: planned.reduce((sum, count) => sum + count.included, 0) }
}

const none: Outcome = { done: 0, refused: 0, drifted: 0, cancelled: 0, inDoubt: 0 }

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
