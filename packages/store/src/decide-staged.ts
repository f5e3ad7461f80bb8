import { sql } from 'kysely'
import { isPostgres } from './migrations/columns.ts'
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
  const decided = isPostgres(db) ? asArrays : asValues
  for (let start = 0; start < decisions.length; start += rowsPerStatement)
    await sql`update "staged_entries" set local_id = decided.column2, verdict = decided.column3
      from (${decided(decisions.slice(start, start + rowsPerStatement))}) as decided
      where staged_entries.id = decided.column1`.execute(db)
}

/** SQLite names the columns of a list of values so. */
const asValues = (decisions: readonly StagedDecision[]) => {
  const rows = decisions.map(({ id, localId, verdict }) => sql`(${id}, ${localId}, ${verdict})`)
  return sql`values ${sql.join(rows)}`
}

const asArrays = (decisions: readonly StagedDecision[]) =>
  sql`select * from unnest(${decisions.map(({ id }) => id)}::integer[],
    ${decisions.map(({ localId }) => localId)}::integer[],
    ${decisions.map(({ verdict }) => verdict)}::text[]) as rows (column1, column2, column3)`
