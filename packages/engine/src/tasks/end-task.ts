import type { Failure } from '@bindery/contract'
import type { Database, Store } from '@bindery/store'
import type { TaskKind } from './task-messages.ts'

/** Words for a task that ended without saying so itself. */
export function failureOf(error: Error): Failure {
  const code = 'code' in error ? error.code : ''
  if (code === 'database_unavailable')
    return {
      code,
      message: 'Bindery’s database did not answer',
      fix: 'Check that PostgreSQL runs and can be reached, then try again.',
      field: '',
      raw: error.message,
    }
  const memory = code === 'ERR_WORKER_OUT_OF_MEMORY'
  return {
    code: 'internal',
    message: memory ? 'Bindery ran out of memory' : 'Something went wrong in Bindery',
    fix: memory ? 'Narrow the search bases or lower the page size, then try again.' : 'Try again.',
    field: '',
    raw: error.message,
  }
}

/** Gives a preview or an apply that broke off its end state; one that has one keeps it. */
export function endBroken(
  store: Store,
  task: { readonly kind: TaskKind; readonly id: number },
  failure: Failure,
  now: Date,
): Promise<void> {
  return store.transaction((db) =>
    task.kind === 'preview' ? failPlans(db, failure, now, task.id) : interruptRun(db, failure, now, task.id),
  )
}

/** Previews under way, or the one of this plan, end as failed. */
export async function failPlans(db: Database, failure: Failure, now: Date, id?: number): Promise<void> {
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

async function interruptRun(db: Database, failure: Failure, now: Date, id: number): Promise<void> {
  const run = await db
    .selectFrom('runs')
    .select('plan_id')
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst()
  if (!run) return
  const at = now.toISOString()
  await db
    .updateTable('runs')
    .set({ state: 'interrupted', finished_at: at, failure: JSON.stringify(failure) })
    .where('id', '=', id)
    .execute()
  await db
    .updateTable('journal')
    .set({ state: 'in_doubt', at })
    .where('run_id', '=', id)
    .where('state', '=', 'intent')
    .execute()
  await db.updateTable('plans').set({ state: 'applied' }).where('id', '=', run.plan_id).execute()
}
