import { isAttributeType } from './attribute-names.ts'
import { DnSyntaxError } from './dn-types.ts'
import type { Dn, NamePart } from './dn-types.ts'
import { checkSyntax } from './syntax-check.ts'
import type { SyntaxCheck } from './syntax-check.ts'
import { skipSpaces, readDnValue } from './read-dn-value.ts'
import type { Cursor } from './read-dn-value.ts'

const COMMA = 0x2c

/**
 * Reads the text of a DN (RFC 4514 §3), with spaces allowed around `,` `+` and `=`. The empty text is the root DSE.
 * Throws `DnSyntaxError`.
 */
export function parseDn(text: string): Dn {
  const cursor: Cursor = { text, at: skipSpaces(text, 0) }
  if (cursor.at === text.length) return []
  let rdn: NamePart[] = []
  const dn = [rdn]
  for (;;) {
    rdn.push(readPart(cursor))
    if (cursor.at === text.length) return dn
    if (text.charCodeAt(cursor.at) === COMMA) {
      rdn = []
      dn.push(rdn)
    }
    cursor.at += 1
  }
}

/** As `parseDn`, but undefined for what is not a DN. */
export function tryParseDn(text: string): Dn | undefined {
  try {
    return parseDn(text)
  } catch (error) {
    if (error instanceof DnSyntaxError) return undefined
    throw error
  }
}

/** Is this a DN, and if not, what should be changed where? */
export function checkDn(text: string): SyntaxCheck {
  return checkSyntax(() => parseDn(text))
}

function readPart(cursor: Cursor): NamePart {
  const type = readType(cursor)
  cursor.at = skipSpaces(cursor.text, cursor.at)
  return readDnValue(cursor, type)
}

function readType(cursor: Cursor): string {
  const { text } = cursor
  const start = skipSpaces(text, cursor.at)
  let end = start
  let typeEnd = start
  for (; end < text.length && !'=,+'.includes(text.charAt(end)); end += 1) {
    if (text.charAt(end) !== ' ') typeEnd = end + 1
  }
  const type = text.slice(start, typeEnd)
  if (text[end] !== '=') throw new DnSyntaxError(missingEquals(text, type, start), start)
  if (!isAttributeType(type)) throw new DnSyntaxError(badType(type), start)
  cursor.at = end + 1
  return type
}

function missingEquals(text: string, type: string, start: number): string {
  const separator = text.slice(0, start).trimEnd().at(-1)
  if (type !== '') {
    const escape =
      separator === undefined ? '' : `, or write \\${separator} before it if it belongs to the value`
    return `"${type}" has no "=": write it as type=value, for example cn=${type}${escape}.`
  }
  const where = start === text.length ? 'at the end' : 'here'
  if (separator === undefined) return `A part is missing ${where}: write type=value, for example dc=example.`
  return `Nothing follows the "${separator}" ${where}: remove it, or add a part such as dc=example.`
}

function badType(type: string): string {
  if (type === '') return 'The attribute name before "=" is missing: write type=value, for example cn=Ann.'
  return `"${type}" is not an attribute name: use letters, digits and hyphens (cn, ou, dc) or an OID such as 2.5.4.3.`
}
