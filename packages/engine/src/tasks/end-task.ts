import type { Failure } from '@bindery/contract'
import type { Database, Store } from '@bindery/store'
import type { TaskKind } from './task-messages.ts'

/** Words for a task that ended without saying so itself. */
export function failureOf(error: Error): Failure {
  const memory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return {
    code: 'internal',
    message: memory ? 'Bindery ran out of memory' : 'Something went wrong in Bindery',
    fix: memory ? 'Narrow the search bases or lower the page size, then try again.' : 'Try again.',
    field: '',
    raw: error.message,
  }
}

const stopped: Failure = {
  code: 'stopped',
  message: 'Bindery was stopped',
  fix: 'Start a new preview. What was done stays done and is not done twice.',
  field: '',
  raw: '',
}

/** Gives a preview or an apply that broke off its end state; one that has one keeps it. */
export function endBroken(
  store: Store,
  task: { readonly kind: TaskKind; readonly id: number },
  failure: Failure,
  now: Date,
): Promise<void> {
  return store.transaction((db) =>
    task.kind === 'preview' ? failPlans(db, failure, now, task.id) : interruptRuns(db, failure, now, task.id),
  )
}

/** At the start nothing runs: whatever the store calls running was cut short when Bindery was stopped. */
export function endInterrupted(store: Store, now: Date): Promise<void> {
  return store.transaction(async (db) => {
    await failPlans(db, stopped, now)
    await interruptRuns(db, stopped, now)
  })
}

async function failPlans(db: Database, failure: Failure, now: Date, id?: number): Promise<void> {
  const running = db.updateTable('plans').where('state', '=', 'running')
  await (id === undefined ? running : running.where('id', '=', id))
    .set({
      state: 'failed',
      finished_at: now.toISOString(),
      failure: JSON.stringify(failure),
      sentence: failure.message,
    })
    .execute()
}

async function interruptRuns(db: Database, failure: Failure, now: Date, id?: number): Promise<void> {
  const running = db.selectFrom('runs').select(['id', 'plan_id']).where('state', '=', 'running')
  const runs = await (id === undefined ? running : running.where('id', '=', id)).execute()
  if (runs.length === 0) return
  const ids = runs.map((run) => run.id)
  const at = now.toISOString()
  await db
    .updateTable('runs')
    .set({ state: 'interrupted', finished_at: at, failure: JSON.stringify(failure) })
    .where('id', 'in', ids)
    .execute()
  await db
    .updateTable('journal')
    .set({ state: 'in_doubt', at })
    .where('run_id', 'in', ids)
    .where('state', '=', 'intent')
    .execute()
  await db
    .updateTable('plans')
    .set({ state: 'applied' })
    .where(
      'id',
      'in',
      runs.map((run) => run.plan_id),
    )
    .execute()
}
