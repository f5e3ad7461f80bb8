import { isAttributeDescription, isAttributeType } from './attribute-names.ts'
import { FilterSyntaxError } from './filter-types.ts'
import type { Filter, FilterValue } from './filter-types.ts'
import { decodeUtf8, hexPairAt } from './hex-bytes.ts'

const KINDS = { '>': 'ge', '<': 'le', '~': 'approx' } as const

/** Reads what stands between the parentheses of one comparison, `text` from `start` to `end`. */
export function readFilterItem(text: string, start: number, end: number): Filter {
  const equals = text.slice(0, end).indexOf('=', start)
  if (equals < 0) throw new FilterSyntaxError(noOperator(text.slice(start, end)), start)
  const sign = text.charAt(equals - 1)
  if (equals > start && sign === ':') return readExtensible(text, start, equals, end)
  if (equals > start && (sign === '>' || sign === '<' || sign === '~')) {
    const attribute = readAttribute(text, start, equals - 1)
    return { kind: KINDS[sign], attribute, value: readValue(text, equals + 1, end) }
  }
  const attribute = readAttribute(text, start, equals)
  return readEquality(text, attribute, equals + 1, end)
}

function noOperator(item: string): string {
  if (item.trim() === '') return 'The parentheses are empty: write attribute=value between them.'
  if (/[<>]/.test(item)) return 'Filters know >= and <= only: for "greater than 5" write (!(attribute<=5)).'
  return `"${item}" has no comparison: write it as attribute=value, or (${item.trim()}=*) for "has a value".`
}

function readAttribute(text: string, start: number, end: number): string {
  const attribute = text.slice(start, end)
  if (isAttributeDescription(attribute)) return attribute
  if (attribute === '')
    throw new FilterSyntaxError('An attribute name is missing before the comparison.', start)
  if (isAttributeType(attribute.trim())) {
    throw new FilterSyntaxError(`Remove the space beside the attribute name "${attribute.trim()}".`, start)
  }
  throw new FilterSyntaxError(
    `"${attribute}" is not an attribute name: use letters, digits and hyphens (uid, mail) or an OID such as 2.5.4.3.`,
    start,
  )
}

function readEquality(text: string, attribute: string, start: number, end: number): Filter {
  const value = text.slice(start, end)
  if (value === '*') return { kind: 'present', attribute }
  if (!value.includes('*')) return { kind: 'equality', attribute, value: readValue(text, start, end) }
  const twice = value.indexOf('**')
  if (twice >= 0)
    throw new FilterSyntaxError('Two "*" in a row match no more than one: remove one.', start + twice)
  const pieces: FilterValue[] = []
  let from = start
  for (let at = start; at <= end; at += 1) {
    if (at < end && text[at] !== '*') continue
    pieces.push(readValue(text, from, at))
    from = at + 1
  }
  const initial = pieces[0] ?? ''
  const final = pieces.at(-1) ?? ''
  return {
    kind: 'substring',
    attribute,
    ...(initial !== '' && { initial }),
    any: pieces.slice(1, -1),
    ...(final !== '' && { final }),
  }
}

function readExtensible(text: string, start: number, equals: number, end: number): Filter {
  const [name = '', ...rest] = text.slice(start, equals - 1).split(':')
  const dnAttributes = rest[0]?.toLowerCase() === 'dn'
  const [rule, ...surplus] = dnAttributes ? rest.slice(1) : rest
  if (
    surplus.length > 0 ||
    (rule !== undefined && !isAttributeType(rule)) ||
    (name === '' && rule === undefined)
  ) {
    throw new FilterSyntaxError(
      'A matching rule is written (attribute:rule:=value) or (attribute:dn:rule:=value).',
      start,
    )
  }
  return {
    kind: 'extensible',
    ...(name !== '' && { attribute: readAttribute(text, start, start + name.length) }),
    ...(rule !== undefined && { rule }),
    dnAttributes,
    value: readValue(text, equals + 1, end),
  }
}

const utf8 = new TextEncoder()

function readValue(text: string, start: number, end: number): FilterValue {
  const raw = text.slice(start, end)
  const star = raw.indexOf('*')
  if (star >= 0)
    throw new FilterSyntaxError('"*" works after "=" only: write \\2a for an asterisk here.', start + star)
  const nul = raw.indexOf('\0')
  if (nul >= 0) throw new FilterSyntaxError('Write \\00 for a NUL character.', start + nul)
  return raw.includes('\\') ? unescape(raw, start) : raw
}

/** Decodes `\xx` bytes together with the text around them, since a character's bytes may be split between both. */
function unescape(raw: string, start: number): FilterValue {
  const bytes: number[] = []
  const pieces = raw.split('\\')
  let at = start
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) {
      const byte = hexPairAt(piece, 0)
      if (byte < 0) throw new FilterSyntaxError(badEscape(piece), at)
      bytes.push(byte)
      at += 1
    }
    for (const byte of utf8.encode(index > 0 ? piece.slice(2) : piece)) bytes.push(byte)
    at += piece.length
  }
  const decoded = Uint8Array.from(bytes)
  return decodeUtf8(decoded) ?? decoded
}

function badEscape(piece: string): string {
  const shown = `\\${piece.slice(0, 2)}`
  return `"${shown}" is no escape: write \\5c for a backslash, \\2a for *, \\28 and \\29 for parentheses.`
}
