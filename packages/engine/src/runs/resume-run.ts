import { BinderyError, type Verbs } from '@bindery/contract'
import { requireProof } from '../access/require-proof.ts'
import { directoryName } from '../audit/audited-plan.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { loadPlan } from '../plans/load-plan.ts'
import type { PlanContext } from '../plans/plan-context.ts'
import { requireEnabled } from '../plans/require-enabled.ts'
import { loadRun } from './to-runs.ts'

/**
 * Goes on with a run that was cancelled or interrupted: first what is in doubt, then what was not tried. Removals ask for a
 * fresh proof, as when they were applied: whoever stopped them may have had a reason.
 */
export function resumeRun(context: PlanContext): Verbs['resumeRun'] {
  const { store, tasks } = context
  return async ({ params: { id }, caller }) => {
    const { directoryId } = await loadRun(store.db, tasks.live, id)
    await tasks.start(directoryId, async () => {
      await store.transaction(async (db) => {
        const run = await loadRun(db, tasks.live, id)
        if (!run.resumable)
          throw new BinderyError(
            'run_not_resumable',
            'It is over, or a later run came after it. Start a new preview',
          )
        await requireEnabled(db, directoryId)
        const { removals } = await loadPlan(context, run.planId, db)
        if (removals.length > 0) requireProof(caller, context.now(), 'apply removals')
        await db
          .updateTable('runs')
          .set({ state: 'running', finished_at: null, failure: null })
          .where('id', '=', id)
          .execute()
        await db.updateTable('plans').set({ state: 'applying' }).where('id', '=', run.planId).execute()
        await recordAudit(context, db, {
          caller,
          action: 'run.resumed',
          subject: { kind: 'run', id: id, label: await directoryName(db, run.directoryId) },
          directoryId: run.directoryId,
          planId: run.planId,
          runId: id,
        })
      })
      return { kind: 'apply', id }
    })
    return {}
  }
}
