/**
 * The comparison key of a value under caseExactMatch (RFC 4517 §4.2.4): as `caseIgnoreKey`, with the case kept. Whatever
 * has the same exact key has the same key without regard to case.
 */
export function caseExactKey(value: string): string {
  return value.normalize('NFKC').replaceAll(/ {2,}/g, ' ').replaceAll(/^ | $/g, '')
}
