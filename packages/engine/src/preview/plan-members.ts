import { findGroupPair, newGroupEntries } from './group-pair.ts'
import { loadStaged } from './load-staged.ts'
import { rememberUnchanged } from './merge-pair.ts'
import { foreseeBelow } from './read-below.ts'
import { planGroupMembers } from './plan-group-members.ts'
import type { PreviewJob } from './preview-job.ts'

/** Compares the members of every staged group, and of every group that becomes an entry (rule 11). */
export async function planMembers(job: PreviewJob): Promise<void> {
  await job.plan.flush()
  let done = 0
  for await (const batch of loadStaged(job, job.groups))
    for (const pair of batch) {
      job.task.signal.throwIfAborted()
      const group = await findGroupPair(job, pair)
      if (group) {
        await foreseeBelow(job, pair.id, group.named)
        const settled = (await planGroupMembers(job, group)) && group.needs === null
        if (settled && job.settledGroups.has(group.localId)) await rememberUnchanged(job, pair)
      }
      job.task.progress({ phase: 'comparing', done: ++done, total: job.groups.entries })
    }
  for (const group of await newGroupEntries(job)) await planGroupMembers(job, group)
}
