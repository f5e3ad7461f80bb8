import { decideStaged, reserveIds } from '@bindery/store'
import type { MatchVerdict } from './match-question.ts'
import type { ReadJob } from './preview-job.ts'

/** An entry with what matching made of it; `new` takes an id for the account it becomes. */
export interface MatchedEntry {
  readonly id: number
  readonly localId: number | 'new' | null
  readonly verdict: MatchVerdict
}

/** Writes down who the entries are. */
export async function writeMatches(
  job: ReadJob,
  table: 'people' | 'groups',
  entries: readonly MatchedEntry[],
): Promise<void> {
  const { db } = job.task.store
  const fresh = entries.filter((entry) => entry.localId === 'new').length
  let nextId = fresh > 0 ? await reserveIds(db, table, fresh) : 0
  await decideStaged(
    db,
    entries.map(({ id, localId, verdict }) => ({
      id,
      localId: localId === 'new' ? nextId++ : localId,
      verdict: Object.keys(verdict).length === 0 ? '' : JSON.stringify(verdict),
    })),
  )
}
