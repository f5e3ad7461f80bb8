import type { TaskContext } from '../tasks/task-context.ts'
import type { ApplyJob } from './apply-job.ts'

/** A run whose journal has rows has run before: it says since when it goes on. */
export async function noteResumed(task: TaskContext, runId: number): Promise<void> {
  const { db } = task.store
  const before = await db
    .selectFrom('journal')
    .select('id')
    .where('run_id', '=', runId)
    .limit(1)
    .executeTakeFirst()
  if (before)
    await db
      .updateTable('runs')
      .set({ resumed_at: task.now().toISOString() })
      .where('id', '=', runId)
      .execute()
}

/** What the journal knows of earlier attempts; for a fresh run, nothing. */
export async function loadProgress(
  task: TaskContext,
  runId: number,
): Promise<Pick<ApplyJob, 'done' | 'failed'>> {
  const { db } = task.store
  const ended = db.selectFrom('journal').where('run_id', '=', runId)
  const { done } = await ended
    .select(({ fn }) => fn.countAll().as('done'))
    .where('state', 'in', ['done', 'refused', 'drifted'])
    .executeTakeFirstOrThrow()
  const failed = await ended.select('change_id').where('state', 'in', ['refused', 'drifted']).execute()
  return {
    done: Number(done),
    failed: new Set(failed.map((row) => row.change_id)),
  }
}
