import type { Failure, Run } from '@bindery/contract'
import type { Tables } from '@bindery/store'
import type { TaskContext } from '../tasks/task-context.ts'
import { isBroken } from './broken.ts'

/** Writes how a run ended. What is in doubt by then stays so until the run is resumed. */
export async function finishRun(
  task: TaskContext,
  run: Tables['runs'],
  failure: Failure | null,
): Promise<void> {
  const { db } = task.store
  const rows = await db
    .selectFrom('journal')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('run_id', '=', run.id)
    .groupBy('state')
    .execute()
  const states = new Set(rows.map((row) => row.state))
  const finished = {
    state: endState(states, failure, task.signal.aborted),
    finished_at: task.now().toISOString(),
    failure: failure && JSON.stringify(failure),
  }
  await task.store.transaction(async (transaction) => {
    await transaction.updateTable('runs').set(finished).where('id', '=', run.id).execute()
    await transaction.updateTable('plans').set({ state: 'applied' }).where('id', '=', run.plan_id).execute()
    await transaction
      .updateTable('journal')
      .set({ state: 'in_doubt' })
      .where('run_id', '=', run.id)
      .where('state', '=', 'intent')
      .execute()
  })
}

function endState(states: ReadonlySet<string>, failure: Failure | null, cancelled: boolean): Run['state'] {
  if (cancelled) return 'cancelled'
  if (failure === null) return [...states].every((state) => state === 'done') ? 'succeeded' : 'partly'
  if (states.size === 0) return 'failed'
  return isBroken(failure.code) ? 'interrupted' : 'partly'
}
