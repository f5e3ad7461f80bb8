import type { Failure } from '@bindery/contract'
import { BinderyError } from '@bindery/contract/words'
import { DirectoryError, type DirectorySession } from '@bindery/directory'
import type { Tables } from '@bindery/store'
import { openSession } from '../directories/open-session.ts'
import { openTarget } from '../directories/open-target.ts'
import type { TaskContext } from '../tasks/task-context.ts'
import { setTimeout as pause } from 'node:timers/promises'
import { applyAccounts, deleteAccounts, forgetLinks } from './apply-accounts.ts'
import { applyDirectory, deleteEntries } from './apply-directory.ts'
import type { ApplyJob } from './apply-job.ts'
import { applyMembers, rememberMembers } from './apply-members.ts'
import { isBroken } from './broken.ts'
import { finishRun } from './finish-run.ts'
import { createPace, type Pace } from './pace.ts'
import { renameAccounts } from './rename-accounts.ts'
import { loadProgress, noteResumed } from './resume.ts'

/** Before each attempt after the first, in milliseconds. */
const pauses = [0, 1000, 3000] as const

/**
 * Applies the included rows of the run's plan, people before groups before members, so that everything a row needs is
 * there. The run row must exist in state `running`; it ends succeeded, partly, failed, cancelled or, when the directory
 * stays away, interrupted. Whatever the journal has no end for is taken up again, so the same call resumes a run.
 */
export async function runApply(task: TaskContext, runId: number): Promise<void> {
  const { db } = task.store
  const run = await db.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirstOrThrow()
  await noteResumed(task, runId)
  const pace = createPace()
  let ended = await attempt(task, run, pace)
  for (const milliseconds of pauses) {
    if (!ended.brokeOff || task.signal.aborted) break
    if (milliseconds > 0) await pause(milliseconds, undefined, { signal: task.signal }).catch(() => undefined)
    ended = await attempt(task, run, pace)
  }
  await finishRun(task, run, ended.failure)
}

interface Ended {
  readonly failure: Failure | null
  /** The connection was there and broke off: worth another. */
  readonly brokeOff: boolean
}

/** Goes through the plan on one connection, as far as it carries. */
async function attempt(task: TaskContext, run: Tables['runs'], pace: Pace): Promise<Ended> {
  let session: DirectorySession | null = null
  try {
    const target = await openTarget(task, run.directory_id)
    session = await openSession(task, target)
    await applyAll({
      task,
      runId: run.id,
      planId: run.plan_id,
      directoryId: run.directory_id,
      actor: run.actor,
      settings: target.settings,
      session,
      pace,
      since: await session.changeToken(),
      total: plannedRows(run),
      written: new Map(),
      ...(await loadProgress(task, run.id)),
    })
    return { failure: null, brokeOff: false }
  } catch (error) {
    // Whoever started this task keeps how it ended, once the database is back.
    if (error instanceof BinderyError && error.code === 'database_unavailable') throw error
    if (task.signal.aborted) return { failure: null, brokeOff: false }
    const failure = failureOf(error)
    if (failure.code === 'operation_timeout') pace.slower()
    return { failure, brokeOff: session !== null && isBroken(failure.code) }
  } finally {
    await session?.close()
  }
}

async function applyAll(job: ApplyJob): Promise<void> {
  await renameAccounts(job, 'person')
  await applyAccounts(job, 'person')
  await applyDirectory(job, 'person')
  await renameAccounts(job, 'group')
  await applyAccounts(job, 'group')
  await applyDirectory(job, 'group')
  await applyMembers(job, 'accounts')
  await applyMembers(job, 'directory')
  await rememberMembers(job)
  await forgetLinks(job)
  await deleteAccounts(job)
  await deleteEntries(job)
}

function plannedRows(run: Tables['runs']): number {
  return (JSON.parse(run.planned) as { included: number }[]).reduce((sum, count) => sum + count.included, 0)
}

function failureOf(error: unknown): Failure {
  if (error instanceof DirectoryError) return error.problem
  return {
    code: 'internal',
    message: error instanceof Error ? error.message : String(error),
    fix: 'Resume the run: what was done stays done and is not done twice.',
    field: '',
    raw: '',
  }
}
