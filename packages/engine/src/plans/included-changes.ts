import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from '@bindery/store'
import { matchChanges, type ChangeFilter } from './match-changes.ts'
import { rowsInOrder } from './rows-in-order.ts'
import type { ChangeRow } from './to-changes.ts'
import { withDecisions } from './with-decisions.ts'

/** The rows that an apply would carry out, in order, a page at a time; between pages others have their turn. */
export async function* includedChanges(
  db: Database,
  planId: number,
  filter: ChangeFilter = {},
): AsyncGenerator<ChangeRow[]> {
  const applicable = withDecisions(matchChanges(db, planId, filter)).where('applicable', '=', 1)
  for await (const rows of rowsInOrder(applicable)) {
    // SQLite answers without a turn of the event loop: whoever goes through a large plan would hold up everybody else.
    await nextTurn()
    const included = rows.filter((row) => row.taken === 1)
    if (included.length > 0) yield included
  }
}
