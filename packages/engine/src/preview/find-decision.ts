import type { Decision } from '@bindery/contract'
import { judgeDecision, type ConflictFacts } from '@bindery/sync'
import type { FoundConflict } from './found-conflict.ts'
import type { ReadJob } from './preview-job.ts'

type Asked = Pick<FoundConflict, 'key' | 'facts'>

/** What people decided about a conflict, as far as it rests on what is there now; null: nothing, or it is asked again. */
export async function findDecision(job: ReadJob, conflict: Asked): Promise<Decision | null> {
  return (await findDecisions(job, [conflict])).get(conflict.key) ?? null
}

/** As `findDecision`, of several, by key. */
export async function findDecisions(
  job: ReadJob,
  conflicts: readonly Asked[],
): Promise<Map<string, Decision>> {
  if (conflicts.length === 0) return new Map()
  const facts = new Map(conflicts.map((conflict) => [conflict.key, conflict.facts]))
  const rows = await job.task.store.db
    .selectFrom('conflicts')
    .select(['key', 'decision', 'decision_facts'])
    .where('directory_id', '=', job.directoryId)
    .where('key', 'in', [...facts.keys()])
    .where('state', '!=', 'settled')
    .where('decision', 'is not', null)
    .execute()
  return new Map(
    rows.flatMap((row) => {
      const then = JSON.parse(row.decision_facts ?? '{}') as ConflictFacts
      const made = JSON.parse(row.decision ?? 'null') as Decision
      const { decision } = judgeDecision(made, then, facts.get(row.key) ?? {})
      return decision ? [[row.key, decision] as const] : []
    }),
  )
}
