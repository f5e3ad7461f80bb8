import type { MatchingRule } from '@bindery/contract'
import { differ, type MatchCandidate, type MatchKeys, type MatchOutcome } from './match-entry.ts'

export type PlacedOutcome = MatchOutcome | { readonly outcome: 'at_place'; readonly id: number }

/**
 * In a restored directory the last place of a link speaks for its account, beside the keys: where they say nothing or
 * only the username is the same, it decides, unless a key differs; where they point elsewhere, nobody can say.
 * @param place whose entry stood where this one does
 */
export function weighPlace(
  rules: readonly MatchingRule[],
  keys: MatchKeys,
  place: MatchCandidate | null,
  outcome: MatchOutcome,
): PlacedOutcome {
  if (!place) return outcome
  if (outcome.outcome === 'matched')
    return outcome.id === place.id
      ? outcome
      : {
          outcome: 'conflict',
          reason: 'conflict_ambiguous_match',
          detail: `It stands where the entry of ${place.name} was, but its ${outcome.rule.remote} says that it is another.`,
          ids: [outcome.id, place.id],
        }
  const saysNothing =
    outcome.outcome === 'new' ||
    (outcome.reason === 'conflict_username_taken' && outcome.ids.every((id) => id === place.id))
  if (!saysNothing) return outcome
  const other = rules.find(({ local }) => differ(keys[local], place.keys[local]))
  return other
    ? {
        outcome: 'conflict',
        reason: 'conflict_stronger_key_differs',
        detail: `It stands where the entry of ${place.name} was, but has another ${other.remote}.`,
        ids: [place.id],
      }
    : { outcome: 'at_place', id: place.id }
}
