import { caseIgnoreKey } from '@bindery/contract/ldap-text'

/** What a matching column holds: the key of the value, or null where there is nothing to match by. */
export function keyOrNull(value: string | undefined): string | null {
  const key = caseIgnoreKey(value ?? '')
  return key === '' ? null : key
}

/** What a list searches in and is ordered by: the key of each text, a line each, the name first. */
export function searchText(texts: readonly string[]): string {
  return [...new Set(texts.map(caseIgnoreKey))].join('\n')
}
