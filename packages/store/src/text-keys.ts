import { caseIgnoreKey } from '@bindery/contract/ldap-text'

/** What a matching column holds: the key of the value, or null where there is nothing to match by. */
export function keyOrNull(value: string | undefined): string | null {
  const key = caseIgnoreKey(value ?? '')
  return key === '' ? null : key
}

/** Of UTF-8: an index of PostgreSQL takes no row of more than 2,704. */
const searchBytes = 2_000
const buffer = new Uint8Array(searchBytes)
const encoder = new TextEncoder()

/**
 * What a list searches in and is ordered by: the key of each text, a line each, the name first; no more than the first
 * 2,000 bytes of it all.
 */
export function searchText(texts: readonly string[]): string {
  const text = [...new Set(texts.map(caseIgnoreKey))].join('\n')
  // A character takes three bytes at the most, for each of its UTF-16 units.
  return text.length * 3 <= searchBytes ? text : text.slice(0, encoder.encodeInto(text, buffer).read)
}
