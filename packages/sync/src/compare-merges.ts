import type { Side, Values } from '@bindery/contract'
import type { MergeOutcome } from './merge-rule.ts'

/** A value that one set of rules would write and the other would not. */
export interface NewFlow {
  /** Local name. */
  readonly attribute: string
  readonly side: Side
  /** What that side holds. */
  readonly before: Values
  readonly after: Values
}

const targets = { accounts: 'toAccounts', directory: 'toDirectory' } as const

/**
 * What the merge of a pair by changed rules writes beyond what it writes by the present ones: another value, or another
 * attribute of the entry. Waiting changes that flow either way are not among them.
 */
export function newFlows(present: readonly MergeOutcome[], changed: readonly MergeOutcome[]): NewFlow[] {
  return changed.flatMap((outcome) =>
    (['accounts', 'directory'] as const).flatMap((side) => {
      const after = outcome[targets[side]]
      if (after === null || present.some((other) => flowsAlike(other, outcome, side))) return []
      const before = side === 'accounts' ? outcome.local : outcome.entry
      return [{ attribute: outcome.rule.local, side, before, after }]
    }),
  )
}

/** Local attributes that the changed rules leave in conflict, and the present ones do not. */
export function newConflicts(present: readonly MergeOutcome[], changed: readonly MergeOutcome[]): string[] {
  const conflicts = (outcomes: readonly MergeOutcome[]) =>
    new Set(outcomes.filter((outcome) => outcome.state === 'conflict').map((outcome) => outcome.rule.local))
  return [...conflicts(changed).difference(conflicts(present))]
}

function flowsAlike(one: MergeOutcome, other: MergeOutcome, side: Side): boolean {
  const values = one[targets[side]]
  return (
    values !== null &&
    one.rule.local === other.rule.local &&
    (side === 'accounts' || one.rule.remote === other.rule.remote) &&
    new Set(values).symmetricDifference(new Set(other[targets[side]])).size === 0
  )
}
