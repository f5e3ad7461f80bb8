import type { MatchingRule } from '@bindery/contract'
import { caseExactKey, caseIgnoreKey, type Schema } from '@bindery/contract/ldap-text'

/** Matching rules (RFC 4517) that tell upper from lower case, by name and by OID. */
const exact = new Set([
  'caseexactmatch',
  '2.5.13.5',
  'caseexactia5match',
  '1.3.6.1.4.1.1466.109.114.1',
  'octetstringmatch',
  '2.5.13.17',
])

/** How the keys of a matching rule are compared: by its local attribute. */
export interface MatchForms {
  /** Whether upper and lower case are told apart. */
  exact(local: MatchingRule['local']): boolean
  keyOf(local: MatchingRule['local'], value: string): string
}

/** Keys compare as the directory attribute does; one whose rule the server does not tell, without regard to case. */
export function matchForms(rules: readonly MatchingRule[], schema: Schema | null): MatchForms {
  const sensitive = new Set(
    rules
      .filter(({ remote }) => exact.has(schema?.attribute(remote)?.equality?.toLowerCase() ?? ''))
      .map(({ local }) => local),
  )
  return {
    exact: (local) => sensitive.has(local),
    keyOf: (local, value) => (sensitive.has(local) ? caseExactKey(value) : caseIgnoreKey(value)),
  }
}
