import { attributeTypeKey } from './attribute-names.ts'
import { caseIgnoreKey } from './case-ignore-key.ts'
import type { Dn, NamePart } from './dn-types.ts'
import { tryParseDn } from './parse-dn.ts'

/** No attribute type begins with it, so no parsed DN has such a key. */
const UNPARSABLE = '!'

/**
 * The comparison key of a DN under distinguishedNameMatch (RFC 4517 §4.2.15), every value taken as caseIgnoreMatch.
 * A key is itself a DN and its own key. In it a raw comma only ever separates levels. Text that is no DN gets a key that
 * equals only the same text, apart from case and outer spaces.
 */
export function dnKey(dn: string | Dn): string {
  const parsed = typeof dn === 'string' ? tryParseDn(dn) : dn
  if (parsed === undefined) return unparsableKey(String(dn))
  let key = ''
  for (const rdn of parsed) {
    const [first] = rdn
    const part = rdn.length === 1 && first !== undefined ? partKey(first) : rdn.map(partKey).sort().join('+')
    key = key === '' ? part : `${key},${part}`
  }
  return key
}

/** Is this the key of a text that was no DN? */
export function isUnparsableKey(key: string): boolean {
  return key.startsWith(UNPARSABLE)
}

function unparsableKey(text: string): string {
  const key = text.trim().toLowerCase()
  return isUnparsableKey(key) ? key : UNPARSABLE + key
}

function partKey({ type, value, encoded }: NamePart): string {
  const typeKey = attributeTypeKey(type)
  return encoded === true ? `${typeKey}=${value.toLowerCase()}` : `${typeKey}=${valueKey(value)}`
}

const SPECIAL = /["+,;<>\\\0]|^#/g

function valueKey(value: string): string {
  return caseIgnoreKey(value).replace(
    SPECIAL,
    (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}
