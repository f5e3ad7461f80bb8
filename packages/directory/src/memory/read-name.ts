import { parseDn, type Dn } from '@bindery/contract/ldap-text'
import { Refusal } from './refusal.ts'
import { schema } from './schema.ts'

/** Reads a DN, with attribute types by their first names. Refused: 34. */
export function readName(text: string): Dn {
  try {
    return parseDn(text).map((rdn) => rdn.map((part) => ({ ...part, type: schema.canonicalName(part.type) })))
  } catch {
    throw new Refusal(34, 'invalid DN')
  }
}

/** A DN as OpenLDAP shows it: special characters as hex pairs in capitals. */
export function showName(dn: Dn): string {
  return dn.map((rdn) => rdn.map(({ type, value }) => `${type}=${escapeValue(value)}`).join('+')).join(',')
}

function escapeValue(value: string): string {
  return value.replace(
    /^[ #]|[",+;<=>\\\0]| $/g,
    (char) => `\\${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
}
