import type { Decision, DecideMany } from '@bindery/contract'
import type { Database } from '@bindery/store'
import { fitDecision } from '@bindery/sync'
import { withEarlier } from './keep-decision.ts'
import { matchConflicts } from './match-conflicts.ts'
import { toConflict, type ConflictRow } from './to-conflict.ts'

/** Few enough that deciding them is a short transaction. */
const rowsPerPage = 100

interface FitRow {
  readonly row: ConflictRow
  /** As it is kept for this one; null: it does not fit. */
  readonly decision: Decision | null
}
interface FitPage {
  readonly rows: readonly FitRow[]
  /** To go on after; null at the end. */
  readonly next: number | null
}

/** A page of what a filter chooses and is not decided so already, settled conflicts apart, and how one decision fits each. */
export async function fitPage(
  db: Database,
  { filter, decision }: DecideMany,
  after: number,
): Promise<FitPage> {
  const found = await matchConflicts(db, filter)
    .selectAll('conflicts')
    .where('state', '!=', 'settled')
    .where('conflicts.id', '>', after)
    .orderBy('conflicts.id')
    .limit(rowsPerPage)
    .execute()
  return {
    rows: found.flatMap((row): FitRow[] => {
      const fitted = fitDecision(decision, toConflict(row))
      if (typeof fitted === 'string') return [{ row, decision: null }]
      return isDecidedSo(row, fitted) ? [] : [{ row, decision: fitted }]
    }),
    next: found.length === rowsPerPage ? (found.at(-1)?.id ?? null) : null,
  }
}

const isDecidedSo = (row: ConflictRow, decision: Decision) =>
  row.decision_facts === row.facts && row.decision === JSON.stringify(withEarlier(row, decision))
