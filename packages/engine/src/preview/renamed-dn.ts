import { parseDn, writeDn } from '@bindery/contract/ldap-text'

/** The DN with one value of its first RDN exchanged; other parts of a multi-valued RDN stay. */
export function renamedDn(dn: string, attribute: string, value: string): string {
  const [rdn = [], ...rest] = parseDn(dn)
  const same = (type: string) => type.toLowerCase() === attribute.toLowerCase()
  const renamed = rdn.some((part) => same(part.type))
    ? rdn.map((part) => (same(part.type) ? { type: part.type, value } : part))
    : [{ type: attribute, value }]
  return writeDn([renamed, ...rest])
}
