import { runPreview } from '../preview/preview.ts'
import type { TaskContext } from '../tasks/task-context.ts'
import { runUndo } from './run-undo.ts'

/** Makes the plan of this row: a preview of both sides, or the way back from a run. */
export async function makePlan(task: TaskContext, planId: number): Promise<void> {
  const { undoes_run: runId } = await task.store.db
    .selectFrom('plans')
    .select('undoes_run')
    .where('id', '=', planId)
    .executeTakeFirstOrThrow()
  await (runId === null ? runPreview(task, planId) : runUndo(task, planId, runId))
}
