import { tryParseDn } from '@bindery/contract/ldap-text'

/** What to call an entry of which only the DN is known: the value that names it. */
export const labelOf = (dn: string): string => tryParseDn(firstRdn(dn))?.[0]?.[0]?.value ?? dn

/** What names the entry, as text: without an escape the first comma ends it. */
function firstRdn(dn: string): string {
  const comma = dn.indexOf(',')
  return comma < 1 || dn.includes('\\') ? dn : dn.slice(0, comma)
}
