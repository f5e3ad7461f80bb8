import { tryParseDn } from '@bindery/contract/ldap-text'

/** What to call an entry of which only the DN is known: the value that names it. */
export const labelOf = (dn: string): string => tryParseDn(dn)?.[0]?.[0]?.value ?? dn
