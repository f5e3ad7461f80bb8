import { attributeTypeKey } from './attribute-names.ts'
import { caseIgnoreKey } from './case-ignore-key.ts'
import type { Dn, NamePart, Rdn } from './dn-types.ts'
import { escapeUtf8 } from './hex-bytes.ts'
import { tryParseDn } from './parse-dn.ts'

/** No attribute type begins with it, so no parsed DN has such a key. */
const UNPARSABLE = '!'

/**
 * The comparison key of a DN under distinguishedNameMatch (RFC 4517 §4.2.15), every value taken as caseIgnoreMatch.
 * A key is itself a DN and its own key. In it a raw comma only ever separates levels. Text that is no DN gets a key that
 * equals only the same text, apart from case and outer spaces.
 */
export function dnKey(dn: string | Dn): string {
  if (typeof dn !== 'string') return parsedKey(dn)
  return keyBelowParent(dn) ?? textKey(dn)
}

function textKey(text: string): string {
  const parsed = tryParseDn(text)
  return parsed === undefined ? unparsableKey(text) : parsedKey(parsed)
}

const mostParents = 1000
const parentKeys = new Map<string, string>()

/**
 * The short way: names come by the hundred thousand below a few parents, whose keys are kept. Without an escape in the
 * text its first comma ends the RDN. Undefined where the text is not that plain.
 */
function keyBelowParent(text: string): string | undefined {
  const comma = text.indexOf(',')
  if (comma < 1 || text.includes('\\')) return undefined
  const parentKey = keyOfParent(text.slice(comma + 1))
  if (parentKey === '' || isUnparsableKey(parentKey)) return undefined
  const own = text.slice(0, comma)
  const key = PLAIN_RDN.test(own) ? plainKey(own) : keyOfRdn(own)
  return key && `${key},${parentKey}`
}

function keyOfParent(text: string): string {
  const known = parentKeys.get(text)
  if (known !== undefined) return known
  if (parentKeys.size >= mostParents) parentKeys.clear()
  const key = textKey(text)
  parentKeys.set(text, key)
  return key
}

/** One name and one value of letters, digits, dots and hyphens, with single spaces between: nothing to be read or prepared. */
const PLAIN_RDN = /^[a-z][a-z0-9-]*=[a-z0-9._-]+(?: [a-z0-9._-]+)*$/i

function plainKey(rdn: string): string {
  const end = rdn.indexOf('=')
  return `${attributeTypeKey(rdn.slice(0, end))}=${rdn.slice(end + 1).toLowerCase()}`
}

function keyOfRdn(text: string): string | undefined {
  const own = tryParseDn(text)?.[0]
  return own && rdnKey(own)
}

/** Is this the key of a text that was no DN? */
export function isUnparsableKey(key: string): boolean {
  return key.startsWith(UNPARSABLE)
}

function parsedKey(dn: Dn): string {
  return dn.map(rdnKey).join(',')
}

function rdnKey(rdn: Rdn): string {
  const [first] = rdn
  if (rdn.length === 1 && first !== undefined) return partKey(first)
  return rdn.map(partKey).sort().join('+')
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
  return caseIgnoreKey(value).replace(SPECIAL, escapeUtf8)
}
