import type { Restored } from '@bindery/contract'
import { carryApproval } from '../plans/carry-approval.ts'
import { writeSentence } from '../plans/write-sentence.ts'
import { countTallies } from '../plans/count-plan.ts'
import { keepTallies, tallyPlan } from '../plans/tally-plan.ts'
import { stopIfCancelled } from '../tasks/stop-if-cancelled.ts'
import { hashScope } from '../directories/hash-scope.ts'
import { countTotals } from './count-totals.ts'
import { findCauses } from './find-causes.ts'
import { includeOnlyFailed } from './include-only-failed.ts'
import { keepConflicts } from './keep-conflicts.ts'
import { keepKnown } from './keep-known.ts'
import { lastPassed } from './last-applied.ts'
import { restoredWords } from './restored-words.ts'
import { joinProofs, joinSubjects, type PreviewJob } from './preview-job.ts'

/**
 * Closes the plan: the proof, what the guard needs, the sentence, the hash. `stopped` says why the preview ended early, if it did.
 */
export async function finishPreview(job: PreviewJob, started: Date, stopped = ''): Promise<void> {
  const { db } = job.task.store
  stopIfCancelled(job.task)
  await job.plan.flush()
  const finished = job.task.now()
  const proof = joinProofs(job, finished.getTime() - started.getTime())
  await db
    .updateTable('snapshots')
    .set({
      finished_at: finished.toISOString(),
      complete: proof.complete ? 1 : 0,
      people: proof.people,
      groups: proof.groups,
      token: proof.token,
      proof: JSON.stringify(proof),
      referrals: JSON.stringify(joinSubjects(job).referrals),
      attribute_counts: JSON.stringify({
        person: Object.fromEntries(job.people.counts),
        group: Object.fromEntries(job.groups.counts),
      }),
    })
    .where('id', '=', job.snapshotId)
    .execute()
  if (job.retries !== null) await includeOnlyFailed(job, job.retries)
  const last = await lastPassed(db, job.directoryId)
  await keepTallies(db, job.planId)
  const tallies = await tallyPlan(db, job.planId)
  const causes = await findCauses(job, proof, tallies, last, started)
  const restored = restoredIn(job)
  stopIfCancelled(job.task)
  if (job.settingsVersion !== null && stopped === '') await keepConflicts(job)
  await keepKnown(job, started, proof.complete)
  const ready = {
    state: 'ready',
    finished_at: finished.toISOString(),
    plan_hash: job.plan.digest(),
    proof: JSON.stringify(proof),
    guard_input: JSON.stringify({ ...(await guardInput(job, proof.complete, last)), causes }),
    restored: restored && JSON.stringify(restored),
    sentence: stopped || retrying(job) + restoredWords(restored) + writeSentence(countTallies(tallies)),
    progress: JSON.stringify({ phase: 'done', done: 1, total: 1 }),
  }
  await job.task.store.transaction(async (transaction) => {
    const plan = { id: job.planId, directory_id: job.directoryId, settings_version: job.settingsVersion }
    const approval = await carryApproval(transaction, { ...plan, ...ready })
    stopIfCancelled(job.task)
    await transaction
      .updateTable('plans')
      .set({ ...ready, approval: approval && JSON.stringify(approval) })
      .where('id', '=', job.planId)
      .execute()
  })
}

const retrying = ({ retries }: PreviewJob) =>
  retries === null ? '' : `Only what failed in run ${retries} is included: `

function restoredIn({ restored, renewed, relinks }: PreviewJob): Restored | null {
  if (restored.size === 0) return null
  return { people: renewed.person, groups: renewed.group, others: renewed.none, relinks }
}

async function guardInput(job: PreviewJob, complete: boolean, last: Awaited<ReturnType<typeof lastPassed>>) {
  const { people, members, linked } = await countTotals(job.task.store.db, job.directoryId)
  return {
    limits: job.settings.policy.guard,
    totals: { accounts: { people, members }, directory: { people: job.people.entries, members } },
    // After a broken read nothing is removed, and how few people it returned says nothing.
    snapshot: { people: job.people.entries, previous: complete ? (last?.people ?? null) : null, linked },
    settingsChanged: linked > 0 && last?.scope_hash !== hashScope(job.settings),
  }
}
