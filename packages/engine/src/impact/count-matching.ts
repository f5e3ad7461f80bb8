import type { MatchingImpact, Reason } from '@bindery/contract'
import type { MatchVerdict } from '../preview/match-question.ts'
import type { ReadJob } from '../preview/preview-job.ts'

const rowsPerPage = 1000

/** How many unlinked people of a read are recognised, by which rule, and why the others are not. */
export async function countMatching(job: ReadJob): Promise<MatchingImpact> {
  const matched = job.settings.mapping.matching.map((rule) => ({ rule, count: 0 }))
  const conflicts = new Map<Reason, number>()
  let fresh = 0
  let decided = 0
  for await (const verdict of verdicts(job)) {
    if (verdict === '') fresh += 1
    else {
      const { matched: by, reason, ...rest } = JSON.parse(verdict) as MatchVerdict
      const rule = matched.find((one) => one.rule.local === by?.local && one.rule.remote === by.remote)
      if (rule) rule.count += 1
      else if (rest.decided) decided += 1
      else if (reason?.startsWith('conflict_')) conflicts.set(reason, (conflicts.get(reason) ?? 0) + 1)
    }
  }
  return {
    matched,
    conflicts: Array.from(conflicts, ([reason, count]) => ({ reason, count })),
    decided,
    fresh,
  }
}

async function* verdicts(job: ReadJob): AsyncGenerator<string> {
  for (let after = 0; ;) {
    job.task.signal.throwIfAborted()
    const rows = await job.task.store.db
      .selectFrom('staged_entries')
      .select(['id', 'verdict'])
      .where('snapshot_id', '=', job.snapshotId)
      .where('kind', '=', 'person')
      .where('link_id', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(rowsPerPage)
      .execute()
    if (rows.length === 0) return
    after = rows.at(-1)?.id ?? after
    for (const { verdict } of rows) yield verdict
  }
}
