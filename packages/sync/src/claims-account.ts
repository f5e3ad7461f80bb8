import type { MatchingRule } from '@bindery/contract'
import type { MatchKeys } from './match-entry.ts'

/** Every value of an entry that may identify a person, as keys. */
export type EntryKeys = Readonly<Record<MatchingRule['local'], readonly string[]>>

/**
 * By which rule an entry that is not synced is likely an account's, which then gets no second one; null: it is somebody
 * else's. Any shared key is enough to doubt it, but for the username, which is not where another key speaks against it.
 */
export function claimsAccount(
  rules: readonly MatchingRule[],
  account: MatchKeys,
  entry: EntryKeys,
): MatchingRule | null {
  const both = rules.filter(({ local }) => account[local] !== null && entry[local].length > 0)
  const shared = both.filter(({ local }) => entry[local].includes(account[local] ?? ''))
  const [strong] = shared.filter(({ local }) => local !== 'username')
  if (strong) return strong
  return both.every(({ local }) => local === 'username') ? (shared[0] ?? null) : null
}
