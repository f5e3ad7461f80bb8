import { canonicalJson } from './canonical-json.ts'
import type { MatchKeys } from './match-entry.ts'
import type { MergeOutcome } from './merge-rule.ts'

/** What a decision rests on, fact by fact: two conflicts are the same question when their facts are equal. */
export type ConflictFacts = Readonly<Record<string, string>>

/** Of values in conflict: what base, account and entry hold, by rule. */
export function valueFacts(conflicts: readonly MergeOutcome[]): ConflictFacts {
  return Object.fromEntries(
    conflicts.map(({ rule, base, local, entry }) => [
      rule.id,
      canonicalJson({ rule: rule.fingerprint, base, accounts: local, directory: entry }),
    ]),
  )
}

interface LinkedAccount {
  readonly id: number
  readonly keys: MatchKeys
  /** The entry it is linked to, by stable id, and whether that one is gone. */
  readonly linkedTo: string | null
  readonly gone: boolean
}

/** Of a match: the keys of the entry and of every account in question, and which entry each is linked to. */
export function matchFacts(keys: MatchKeys, accounts: readonly LinkedAccount[]): ConflictFacts {
  return Object.fromEntries([
    ['entry', canonicalJson(keys)],
    ...accounts.flatMap(({ id, keys: theirs, linkedTo, gone }) => [
      [`account:${id}`, canonicalJson(theirs)],
      [`link:${id}`, canonicalJson({ linkedTo, gone })],
    ]),
  ])
}
