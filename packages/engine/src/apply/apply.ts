import { DirectoryError, type DirectorySession } from '@bindery/directory'
import type { Tables } from '@bindery/store'
import { openTarget } from '../directories/open-target.ts'
import type { TaskContext } from '../tasks/task-context.ts'
import { applyAccounts } from './apply-accounts.ts'
import { applyDirectory } from './apply-directory.ts'
import type { ApplyJob } from './apply-job.ts'
import { applyMembers, rememberMembers } from './apply-members.ts'

/**
 * Applies the included rows of the run's plan, people before groups before members, so that everything a row
 * needs is there. The run row must exist in state `running`; it ends succeeded, partly, failed or cancelled.
 */
export async function runApply(task: TaskContext, runId: number): Promise<void> {
  const run = await task.store.db
    .selectFrom('runs')
    .selectAll()
    .where('id', '=', runId)
    .executeTakeFirstOrThrow()
  let session: DirectorySession | null = null
  let failure: object | null = null
  try {
    const target = await openTarget(task, run.directory_id)
    session = await task.openDirectory({
      connection: target.settings.connection,
      bindPassword: target.bindPassword,
      clientKey: target.clientKey,
    })
    const job: ApplyJob = {
      task,
      runId,
      planId: run.plan_id,
      directoryId: run.directory_id,
      settings: target.settings,
      session,
      total: plannedRows(run),
      done: 0,
      lastUpdated: '',
      failed: new Set(),
    }
    await applyAll(job)
  } catch (error) {
    if (!task.signal.aborted) failure = failureOf(error)
  } finally {
    await session?.close()
  }
  await finishRun(task, run, failure)
}

async function applyAll(job: ApplyJob): Promise<void> {
  await applyAccounts(job, 'person')
  await applyDirectory(job, 'person')
  await applyAccounts(job, 'group')
  await applyDirectory(job, 'group')
  await applyMembers(job, 'accounts')
  await applyMembers(job, 'directory')
  await rememberMembers(job)
}

function plannedRows(run: Tables['runs']): number {
  return (JSON.parse(run.planned) as { included: number }[]).reduce((sum, count) => sum + count.included, 0)
}

function failureOf(error: unknown): object {
  if (error instanceof DirectoryError) return error.problem
  return {
    code: 'internal',
    message: error instanceof Error ? error.message : String(error),
    fix: 'Preview again: what was done stays done and is not done twice.',
    field: '',
    raw: '',
  }
}

async function finishRun(task: TaskContext, run: Tables['runs'], failure: object | null): Promise<void> {
  const { db } = task.store
  const rows = await db
    .selectFrom('journal')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('run_id', '=', run.id)
    .groupBy('state')
    .execute()
  const count = (state: string) => rows.find((row) => row.state === state)?.count ?? 0
  const clean = rows.every((row) => row.state === 'done')
  const state = failure
    ? count('done') > 0
      ? 'partly'
      : 'failed'
    : task.signal.aborted
      ? 'cancelled'
      : clean
        ? 'succeeded'
        : 'partly'
  const finished = {
    state,
    finished_at: task.now().toISOString(),
    failure: failure && JSON.stringify(failure),
  }
  await task.store.transaction(async (transaction) => {
    await transaction.updateTable('runs').set(finished).where('id', '=', run.id).execute()
    await transaction.updateTable('plans').set({ state: 'applied' }).where('id', '=', run.plan_id).execute()
  })
}
