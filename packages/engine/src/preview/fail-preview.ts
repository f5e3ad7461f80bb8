import type { TaskContext } from '../tasks/task-context.ts'
import { describeFailure } from './describe-failure.ts'
import { dropStaged } from './drop-staged.ts'

/** Gives a plan that could not be made its end: cancelled, or failed with what to do about it. What was read is dropped. */
export async function failPreview(task: TaskContext, planId: number, error: unknown): Promise<void> {
  const cancelled = task.signal.aborted
  const failure = cancelled ? null : describeFailure(error)
  const plan = await task.store.db
    .updateTable('plans')
    .set({
      state: cancelled ? 'cancelled' : 'failed',
      finished_at: task.now().toISOString(),
      failure: failure && JSON.stringify(failure),
      sentence: failure?.message ?? 'Cancelled',
    })
    .where('id', '=', planId)
    .returning('snapshot_id')
    .executeTakeFirst()
  if (plan?.snapshot_id) await dropStaged(task.store.db, plan.snapshot_id)
}
