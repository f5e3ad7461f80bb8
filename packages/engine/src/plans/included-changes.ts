import type { Database } from '@bindery/store'
import { matchChanges, type ChangeFilter } from './match-changes.ts'
import type { ChangeRow } from './to-changes.ts'
import { withDecisions } from './with-decisions.ts'

const rowsPerPage = 200

/** The rows that an apply would carry out, in order, a page at a time. */
export async function* includedChanges(
  db: Database,
  planId: number,
  filter: ChangeFilter = {},
): AsyncGenerator<ChangeRow[]> {
  let after = -1
  for (;;) {
    const rows = await withDecisions(matchChanges(db, planId, filter))
      .where('applicable', '=', 1)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(rowsPerPage)
      .execute()
    const last = rows.at(-1)
    if (!last) return
    after = last.seq
    const included = rows.filter((row) => row.taken === 1)
    if (included.length > 0) yield included
  }
}
