import { changeKinds, sides, subjectKinds, type Count } from '@bindery/contract'
import type { Tally } from './tally-plan.ts'

/** How many rows of each kind a plan has, and how many of them are included; in the order of the contract. */
export function countTallies(tallies: readonly Tally[]): Count[] {
  return sides.flatMap((side) =>
    subjectKinds.flatMap((subjectKind) =>
      changeKinds.flatMap((kind) => {
        const rows = tallies.filter(
          (row) => row.side === side && row.subjectKind === subjectKind && row.kind === kind,
        )
        if (rows.length === 0) return []
        const total = sum(rows)
        const included = sum(rows.filter((row) => row.included))
        return [{ side, subjectKind, kind, total, included }]
      }),
    ),
  )
}

/** How many rows the tallies stand for. */
export const sum = (tallies: readonly Tally[]) => tallies.reduce((total, row) => total + row.count, 0)
