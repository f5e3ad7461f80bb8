import type { DirectorySession } from '@bindery/directory'
import { openSession } from '../directories/open-session.ts'
import { openTarget } from '../directories/open-target.ts'
import { failPreview } from '../preview/fail-preview.ts'
import { createPlanWriter, type DraftChange } from '../preview/plan-writer.ts'
import type { TaskContext } from '../tasks/task-context.ts'
import { finishUndo } from './finish-undo.ts'
import { loadDone } from './load-done.ts'
import { undoAccounts } from './undo-accounts.ts'
import { undoEntries } from './undo-entries.ts'
import { undoMembers } from './undo-members.ts'
import type { DoneChange, UndoJob } from './undo-job.ts'

/**
 * Plans the way back from a run (rule 12): for each operation its inverse, three-way against what the run left behind.
 * What cannot be undone comes first. The plan is reviewed and applied like any other; nothing is written here.
 */
export async function runUndo(task: TaskContext, planId: number, runId: number): Promise<void> {
  let session: DirectorySession | null = null
  try {
    task.progress({ phase: 'connecting', done: 0, total: null })
    const plan = await task.store.db
      .selectFrom('plans')
      .selectAll()
      .where('id', '=', planId)
      .executeTakeFirstOrThrow()
    const target = await openTarget(task, plan.directory_id)
    session = await openSession(task, target, task.signal)
    const job: UndoJob = {
      task,
      planId,
      runId,
      directoryId: plan.directory_id,
      settings: target.settings,
      session,
      plan: createPlanWriter(task.store, planId, plan.settings_version),
    }
    await planRows(job, (draft) => draft.applicable === false)
    await planRows(job, (draft) => draft.applicable !== false)
    await finishUndo(job)
  } catch (error) {
    await failPreview(task, planId, error)
  } finally {
    await session?.close()
  }
}

async function planRows(job: UndoJob, wanted: (draft: DraftChange) => boolean): Promise<void> {
  let done = 0
  for await (const changes of loadDone(job)) {
    job.task.signal.throwIfAborted()
    for (const draft of await invert(job, changes)) if (wanted(draft)) await job.plan.add(draft)
    done += changes.length
    job.task.progress({ phase: 'comparing', done, total: null })
  }
}

async function invert(job: UndoJob, changes: readonly DoneChange[]): Promise<DraftChange[]> {
  const members = changes.filter((change) => change.kind === 'members')
  const rest = changes.filter((change) => change.kind !== 'members')
  return [
    ...(await undoMembers(job, members)),
    ...(await undoEntries(
      job,
      rest.filter((change) => change.side === 'directory'),
    )),
    ...(await undoAccounts(
      job,
      rest.filter((change) => change.side === 'accounts'),
    )),
  ]
}
