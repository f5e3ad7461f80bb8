import { dnKey } from '@bindery/contract/ldap-text'
import { loadStaged } from '../preview/load-staged.ts'
import { findMemberGroups } from '../preview/nested-groups.ts'
import type { ReadJob } from '../preview/preview-job.ts'

/** How many groups of a read have groups among their members. */
export async function countHolders(job: ReadJob): Promise<number> {
  let holders = 0
  for await (const batch of loadStaged(job, job.groups))
    for (const { data } of batch) {
      job.task.signal.throwIfAborted()
      const { staged } = await findMemberGroups(job, data.members.map(dnKey))
      if (staged.length > 0) holders += 1
    }
  return holders
}
