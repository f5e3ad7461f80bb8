import type { TaskContext } from '../tasks/task-context.ts'
import { describeFailure } from './describe-failure.ts'

/** Gives a plan that could not be made its end: cancelled, or failed with what to do about it. */
export async function failPreview(task: TaskContext, planId: number, error: unknown): Promise<void> {
  const cancelled = task.signal.aborted
  const failure = cancelled ? null : describeFailure(error)
  await task.store.db
    .updateTable('plans')
    .set({
      state: cancelled ? 'cancelled' : 'failed',
      finished_at: task.now().toISOString(),
      failure: failure && JSON.stringify(failure),
      sentence: failure?.message ?? 'Cancelled',
    })
    .where('id', '=', planId)
    .execute()
}
