import type { Dn } from './dn-types.ts'
import { parseDn } from './parse-dn.ts'
import { writeDn, writeRdn } from './write-dn.ts'

/** The DN one level up, rewritten by `writeDn`; undefined for the root. Throws `DnSyntaxError`. */
export function parentDn(dn: string | Dn): string | undefined {
  const parsed = typeof dn === 'string' ? parseDn(dn) : dn
  return parsed.length === 0 ? undefined : writeDn(parsed.slice(1))
}

/** The entry's own level as text, rewritten by `writeRdn`; undefined for the root. Throws `DnSyntaxError`. */
export function rdnOf(dn: string | Dn): string | undefined {
  const [rdn] = typeof dn === 'string' ? parseDn(dn) : dn
  return rdn === undefined ? undefined : writeRdn(rdn)
}

/** The DN of a child named `rdnType=rdnValue` (unescaped) under `parent`. Throws `DnSyntaxError`. */
export function childDn(rdnType: string, rdnValue: string, parent: string | Dn): string {
  const parsed = typeof parent === 'string' ? parseDn(parent) : parent
  return writeDn([[{ type: rdnType, value: rdnValue }], ...parsed])
}
