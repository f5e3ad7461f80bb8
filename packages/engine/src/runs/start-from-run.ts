import { BinderyError, type Caller } from '@bindery/contract'
import { findDirectory } from '@bindery/store'
import { directoryNotFound } from '../directories/refusals.ts'
import { insertPlan } from '../plans/insert-plan.ts'
import { findPlan } from '../plans/load-plan.ts'
import type { PlanContext } from '../plans/plan-context.ts'
import { loadRun } from './to-runs.ts'

/** Starts the task that plans what to do about an ended run: undo it, or try again what failed in it. */
export async function startFromRun(
  context: PlanContext,
  of: { readonly runId: number; readonly caller: Caller; readonly purpose: 'undoes' | 'retries' },
): Promise<number> {
  const { store, tasks } = context
  const run = await loadRun(store.db, tasks.live, of.runId)
  if (run.state === 'running') throw new BinderyError('busy', 'Wait until the run has ended, or cancel it')
  const { undoes_run: undone } = await findPlan(store.db, run.planId)
  let planId = 0
  await tasks.start(run.directoryId, async () => {
    const directory = await findDirectory(store.db, run.directoryId)
    if (!directory) throw directoryNotFound(run.directoryId)
    planId = await insertPlan(context, {
      directoryId: run.directoryId,
      caller: of.caller,
      action: of.purpose === 'undoes' ? 'run.undone' : 'run.retried',
      settingsVersion: directory.version,
      scopeHash: directory.scope_hash,
      // What failed of an undo is tried again by undoing again: what went back already no longer needs to.
      ...(of.purpose === 'retries' && undone !== null ? { undoes: undone } : { [of.purpose]: run.id }),
    })
    return { kind: 'preview', id: planId }
  })
  return planId
}
