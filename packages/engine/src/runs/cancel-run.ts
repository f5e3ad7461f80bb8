import type { Verbs } from '@bindery/contract'
import { directoryName } from '../audit/audited-plan.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { PlanContext } from '../plans/plan-context.ts'
import { loadRun } from './to-runs.ts'

/** Asks a run to stop between operations; what was done stays done. One that has ended stays as it is. */
export function cancelRun(context: PlanContext): Verbs['cancelRun'] {
  const { store, tasks } = context
  return async ({ params: { id }, caller }) => {
    await store.transaction(async (db) => {
      const run = await loadRun(db, tasks.live, id)
      if (run.state !== 'running') return
      await recordAudit(context, db, {
        caller,
        action: 'run.cancelled',
        subject: { kind: 'run', id: id, label: await directoryName(db, run.directoryId) },
        directoryId: run.directoryId,
        planId: run.planId,
        runId: id,
      })
    })
    tasks.cancel('apply', id)
    return {}
  }
}
