import type { Decision } from '@bindery/contract'
import { judgeDecision, type ConflictFacts } from '@bindery/sync'
import type { FoundConflict } from './found-conflict.ts'
import type { PreviewJob } from './preview-job.ts'

/** What people decided about a conflict, as far as it rests on what is there now; null: nothing, or it is asked again. */
export async function findDecision(
  job: PreviewJob,
  conflict: Pick<FoundConflict, 'key' | 'facts'>,
): Promise<Decision | null> {
  const row = await job.task.store.db
    .selectFrom('conflicts')
    .select(['decision', 'decision_facts'])
    .where('directory_id', '=', job.directoryId)
    .where('key', '=', conflict.key)
    .where('state', '!=', 'settled')
    .executeTakeFirst()
  if (!row?.decision) return null
  const then = JSON.parse(row.decision_facts ?? '{}') as ConflictFacts
  return judgeDecision(JSON.parse(row.decision) as Decision, then, conflict.facts).decision
}
