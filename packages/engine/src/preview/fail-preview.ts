import { DirectoryError } from '@bindery/directory'
import type { TaskContext } from '../tasks/task-context.ts'

/** Gives a plan that could not be made its end: cancelled, or failed with what to do about it. */
export async function failPreview(task: TaskContext, planId: number, error: unknown): Promise<void> {
  const cancelled = task.signal.aborted
  const problem = error instanceof DirectoryError ? error.problem : null
  const failure = cancelled
    ? null
    : {
        code: problem?.code ?? 'internal',
        message: problem?.message ?? (error instanceof Error ? error.message : String(error)),
        fix: problem?.fix ?? 'Try again. If it repeats, look at the log.',
        field: problem?.field ?? '',
        raw: problem?.raw ?? '',
      }
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
