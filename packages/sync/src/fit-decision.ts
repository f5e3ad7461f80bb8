import type { Candidate, Conflict, Decision } from '@bindery/contract'
import { canBeLinked } from './decision-choices.ts'

/** The parts of a conflict that say which decisions fit it. */
type Question = Pick<Conflict, 'choices' | 'values' | 'candidates'>

/**
 * The decision in the form in which it is kept for this conflict: only rules that are in question, and the account named.
 * A text says why it does not fit.
 */
export function fitDecision(decision: Decision, conflict: Question): Decision | string {
  if (!conflict.choices.includes(decision.kind)) return 'This conflict cannot be decided so.'
  if (decision.kind === 'values') {
    const asked = new Set(conflict.values.map((value) => value.ruleId))
    const sides = Object.fromEntries(Object.entries(decision.sides).filter(([rule]) => asked.has(rule)))
    return Object.keys(sides).length > 0
      ? { kind: 'values', sides }
      : 'None of these attributes is in conflict here.'
  }
  return decision.kind === 'link'
    ? fitLink(decision.localId, conflict.candidates.filter(canBeLinked))
    : decision
}

function fitLink(localId: number | null, accounts: readonly Candidate[]): Decision | string {
  const [only, another] = localId === null ? accounts : accounts.filter((one) => one.localId === localId)
  if (another) return 'Several accounts are in question: choose one.'
  return only ? { kind: 'link', localId: only.localId } : 'This account is not in question.'
}
