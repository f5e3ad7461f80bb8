import type { ConflictReason, MatchingRule } from '@bindery/contract'
import { wordAttribute } from '@bindery/contract/words'

/** Comparison keys by local attribute; null where there is no value. */
export type MatchKeys = Record<MatchingRule['local'], string | null>
export interface MatchCandidate {
  readonly id: number
  readonly name: string
  readonly keys: MatchKeys
  /** It has a link already, active or a tombstone. */
  readonly linked: boolean
}
export type MatchOutcome =
  | { readonly outcome: 'new' }
  | { readonly outcome: 'matched'; readonly id: number; readonly rule: MatchingRule }
  | {
      readonly outcome: 'conflict'
      readonly reason: ConflictReason
      readonly detail: string
      readonly ids: readonly number[]
    }

/**
 * Decides what an unlinked entry is at first sight (rule 3): the strongest rule that finds somebody counts, a
 * username never alone, and anything that is not one-to-one is a conflict. Never a guess.
 * @param shared local attributes whose key another unlinked entry has too
 */
export function matchEntry(
  rules: readonly MatchingRule[],
  keys: MatchKeys,
  candidates: readonly MatchCandidate[],
  shared: ReadonlySet<MatchingRule['local']>,
): MatchOutcome {
  const conflict = (
    reason: ConflictReason,
    detail: string,
    who: readonly MatchCandidate[],
  ): MatchOutcome => ({
    outcome: 'conflict',
    reason,
    detail,
    ids: who.map((candidate) => candidate.id),
  })
  const duplicate = rules.find((rule) => shared.has(rule.local))
  for (const [strength, rule] of rules.entries()) {
    const key = keys[rule.local]
    if (key === null) continue
    const found = candidates.filter((candidate) => candidate.keys[rule.local] === key)
    if (shared.has(rule.local))
      return conflict('conflict_duplicate_key', `Several entries share the same ${rule.remote}.`, found)
    const [one] = found
    if (!one) continue
    if (found.length > 1)
      return conflict(
        'conflict_ambiguous_match',
        `Several accounts share the same ${wordAttribute(rule.local)}.`,
        found,
      )
    if (one.linked)
      return conflict(
        'conflict_recreated',
        `The account ${one.name} has the same ${wordAttribute(rule.local)}, and belongs to another entry.`,
        found,
      )
    if (
      rule.local === 'username' &&
      !rules.some((other) => other.local !== 'username' && agree(keys[other.local], one.keys[other.local]))
    )
      return conflict(
        'conflict_username_taken',
        `The account ${one.name} has the same username, and nothing else says that it is the same person.`,
        found,
      )
    const stronger = rules
      .slice(0, strength)
      .find((other) => differ(keys[other.local], one.keys[other.local]))
    if (stronger)
      return conflict(
        'conflict_stronger_key_differs',
        `The account ${one.name} has the same ${wordAttribute(rule.local)}, but another ${wordAttribute(stronger.local)}.`,
        found,
      )
    const others = candidates.filter(
      (candidate) =>
        candidate.id !== one.id &&
        rules.slice(strength + 1).some((other) => agree(keys[other.local], candidate.keys[other.local])),
    )
    if (others.length > 0)
      return conflict(
        'conflict_ambiguous_match',
        `${one.name} has the same ${wordAttribute(rule.local)}, but ${others[0]?.name} matches by a weaker key.`,
        [one, ...others],
      )
    return { outcome: 'matched', id: one.id, rule }
  }
  return duplicate
    ? conflict('conflict_duplicate_key', `Several entries share the same ${duplicate.remote}.`, [])
    : { outcome: 'new' }
}

function agree(a: string | null, b: string | null): boolean {
  return a !== null && a === b
}
/** Both are set, and not to the same. */
export function differ(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b
}
