import type { Count, Removal } from '@bindery/contract'
import { changeKinds, sides, subjectKinds } from '@bindery/contract/words'
import type { Tally } from './tally-plan.ts'

/** How many rows of each kind a plan has, and how many of them are included; in the order of the contract. */
export function countTallies(tallies: readonly Tally[]): Count[] {
  return perKind(tallies).map(({ rows, ...of }) => ({
    ...of,
    total: sum(rows),
    included: sum(rows.filter((row) => row.included)),
  }))
}

/** What the included rows take away, which the guard knows of each; in the order of the contract. */
export function countRemovals(tallies: readonly Tally[]): Removal[] {
  return perKind(tallies.filter((row) => row.included))
    .map(({ rows, ...of }) => ({ ...of, count: rows.reduce((total, row) => total + takenAway(row), 0) }))
    .filter(({ count }) => count > 0)
}

const takenAway = ({ guard, count }: Tally) => ((guard.removals ?? 0) + (guard.member_removals ?? 0)) * count

function perKind(tallies: readonly Tally[]) {
  return sides.flatMap((side) =>
    subjectKinds.flatMap((subjectKind) =>
      changeKinds.flatMap((kind) => {
        const rows = tallies.filter(
          (row) => row.side === side && row.subjectKind === subjectKind && row.kind === kind,
        )
        return rows.length === 0 ? [] : [{ side, subjectKind, kind, rows }]
      }),
    ),
  )
}

/** How many rows the tallies stand for. */
export const sum = (tallies: readonly Tally[]) => tallies.reduce((total, row) => total + row.count, 0)
