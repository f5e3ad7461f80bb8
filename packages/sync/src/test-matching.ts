import { defaultSettings } from '@bindery/contract'
import type { MatchCandidate, MatchKeys } from './match-entry.ts'

/** The matching rules of fresh settings. */
export const rules = defaultSettings().mapping.matching

/** These keys, and no others. */
export const keys = (part: Partial<MatchKeys>): MatchKeys => ({
  employeeNumber: null,
  email: null,
  username: null,
  ...part,
})

/** An account with these keys. */
export const account = (id: number, part: Partial<MatchKeys>, linked = false): MatchCandidate => ({
  id,
  name: `account-${id}`,
  linked,
  keys: keys(part),
})
