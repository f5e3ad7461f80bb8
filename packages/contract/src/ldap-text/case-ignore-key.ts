/**
 * The comparison key of a value under caseIgnoreMatch (RFC 4517 §4.2.11, RFC 4518): NFKC, lower case, spaces trimmed and
 * collapsed. Where RFC 4518 would equate what OpenLDAP keeps apart (invisible characters, `ß` and `ss`), the key keeps
 * them apart: two people must never become one.
 */
export function caseIgnoreKey(value: string): string {
  if (isPlain(value)) return value.toLowerCase()
  const folded = value.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ').normalize('NFKC')
  return folded.replace(/ {2,}/g, ' ').replace(/^ | $/g, '')
}

/** Printable ASCII whose spaces are single and inside: nothing to normalise but case. */
function isPlain(value: string): boolean {
  let afterSpace = true
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index)
    if (code < 0x20 || code > 0x7e || (code === 0x20 && afterSpace)) return false
    afterSpace = code === 0x20
  }
  return !afterSpace || value === ''
}
