import type { PlanValue } from '@bindery/contract'
import type { MergeOutcome } from '@bindery/sync'

/** One attribute of a row: what both sides hold, and what the row leaves behind. */
export function toPlanValue(outcome: MergeOutcome, after: readonly string[] | null, why: string): PlanValue {
  return {
    attribute: outcome.rule.local,
    ruleId: outcome.rule.id,
    base: outcome.base && [...outcome.base],
    accounts: [...outcome.local],
    directory: [...outcome.entry],
    after: after && [...after],
    why,
    overwritten: outcome.overwritten,
  }
}

const clearedBy = (values: readonly PlanValue[], side: 'accounts' | 'directory') =>
  values
    .filter((value) => value.after?.length === 0 && value[side].length > 0)
    .map((value) => value.attribute)

/** What the guard counts of these values on the side they are written to. */
export function guardOf(
  values: readonly PlanValue[],
  side: 'accounts' | 'directory',
): Record<string, unknown> {
  const cleared = clearedBy(values, side)
  return {
    ...(cleared.length > 0 ? { cleared_values: cleared } : {}),
    ...(values.some((value) => value.attribute === 'username' && value[side].length > 0)
      ? { username_changes: 1 }
      : {}),
  }
}
