import { sql } from 'kysely'
import type { Database } from './open-store.ts'

/** What matching decided about a staged entry: the local object it belongs to or will become, or a verdict. */
export interface StagedDecision {
  readonly id: number
  readonly localId: number | null
  readonly verdict: string
}

const rowsPerStatement = 128

/** Writes the decisions, many in one statement. */
export async function decideStaged(db: Database, decisions: readonly StagedDecision[]): Promise<void> {
  for (let start = 0; start < decisions.length; start += rowsPerStatement) {
    const rows = decisions
      .slice(start, start + rowsPerStatement)
      .map(
        ({ id, localId, verdict }) =>
          sql`(cast(${id} as integer), cast(${localId} as integer), cast(${verdict} as text))`,
      )
    await sql`with decided (id, local_id, verdict) as (values ${sql.join(rows)})
      update staged_entries set local_id = decided.local_id, verdict = decided.verdict
      from decided where staged_entries.id = decided.id`.execute(db)
  }
}
