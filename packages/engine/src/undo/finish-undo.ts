import { countTallies } from '../plans/count-plan.ts'
import { keepTallies, tallyPlan } from '../plans/tally-plan.ts'
import { writeSentence } from '../plans/write-sentence.ts'
import { countTotals } from '../preview/count-totals.ts'
import { stopIfCancelled } from '../tasks/stop-if-cancelled.ts'
import type { UndoJob } from './undo-job.ts'

/** Closes the plan. It was made from the journal and look-ups, not from a read: there is no snapshot to prove. */
export async function finishUndo(job: UndoJob): Promise<void> {
  const { db } = job.task.store
  await job.plan.flush()
  await keepTallies(db, job.planId)
  const { people, members, linked } = await countTotals(db, job.directoryId)
  stopIfCancelled(job.task)
  const totals = { accounts: { people, members }, directory: { people: linked, members } }
  await db
    .updateTable('plans')
    .set({
      state: 'ready',
      finished_at: job.task.now().toISOString(),
      plan_hash: job.plan.digest(),
      guard_input: JSON.stringify({
        limits: job.settings.policy.guard,
        totals,
        snapshot: { people: linked, previous: null, linked },
        settingsChanged: false,
        causes: [],
      }),
      sentence: `Undoes run ${job.runId}: ${writeSentence(countTallies(await tallyPlan(db, job.planId)))}`,
      progress: JSON.stringify({ phase: 'done', done: 1, total: 1 }),
    })
    .where('id', '=', job.planId)
    .execute()
}
