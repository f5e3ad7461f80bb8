import { isAttributeDescription } from './attribute-names.ts'
import { FilterSyntaxError } from './filter-types.ts'
import type { ExtensibleFilter, Filter, FilterValue, SubstringFilter } from './filter-types.ts'
import { escapeByte, escapeUtf8 } from './hex-bytes.ts'
import { parseFilter } from './parse-filter.ts'

const OPERATORS = { equality: '=', ge: '>=', le: '<=', approx: '~=', and: '&', or: '|' } as const

/** A filter as text (RFC 4515 §3). Throws `FilterSyntaxError` where a name, an empty list or an empty substring has no text form. */
export function writeFilter(filter: Filter): string {
  if ('filters' in filter) {
    if (filter.filters.length === 0)
      throw new FilterSyntaxError(`"${filter.kind}" needs at least one filter.`, 0)
    return `(${OPERATORS[filter.kind]}${filter.filters.map(writeFilter).join('')})`
  }
  if (filter.kind === 'not') return `(!${writeFilter(filter.filter)})`
  if (filter.kind === 'present') return `(${checkedAttribute(filter.attribute)}=*)`
  if (filter.kind === 'substring') return `(${checkedAttribute(filter.attribute)}=${writePieces(filter)})`
  if (filter.kind === 'extensible') return `(${writeRule(filter)}:=${escapeFilterValue(filter.value)})`
  return `(${checkedAttribute(filter.attribute)}${OPERATORS[filter.kind]}${escapeFilterValue(filter.value)})`
}

/** Joins filters so that all must hold; of none, everything does. Each part is parsed, so none can end the list early. */
export function andFilter(...parts: readonly string[]): string {
  const filters = parts.map(parseFilter)
  const [first, ...others] = filters
  if (first === undefined) return '(objectClass=*)'
  return writeFilter(others.length === 0 ? first : { kind: 'and', filters })
}

/**
 * A value for a filter's text: `*` `(` `)` `\`, NUL and control characters as `\xx`; of bytes, all that is not printable
 * ASCII (RFC 4515 §3). Nothing it returns can end the comparison it stands in.
 */
export function escapeFilterValue(value: FilterValue): string {
  if (typeof value === 'string') return value.replace(/[*()\\\p{Cc}]/gu, escapeUtf8)
  return Array.from(value, (byte) => {
    const printable = byte >= 0x20 && byte <= 0x7e && !'*()\\'.includes(String.fromCharCode(byte))
    return printable ? String.fromCharCode(byte) : escapeByte(byte)
  }).join('')
}

function writePieces({ initial = '', any, final = '' }: SubstringFilter): string {
  const pieces = [initial, ...any, final].map(escapeFilterValue)
  if (pieces.every((piece) => piece === '') || any.some((piece) => piece.length === 0)) {
    throw new FilterSyntaxError('A substring filter needs pieces of text.', 0)
  }
  return pieces.join('*')
}

function writeRule({ attribute, rule, dnAttributes }: ExtensibleFilter): string {
  if (attribute === undefined && rule === undefined) {
    throw new FilterSyntaxError('An extensible filter needs an attribute or a rule.', 0)
  }
  const name = attribute === undefined ? '' : checkedAttribute(attribute)
  return `${name}${dnAttributes ? ':dn' : ''}${rule === undefined ? '' : `:${checkedAttribute(rule)}`}`
}

function checkedAttribute(attribute: string): string {
  if (isAttributeDescription(attribute)) return attribute
  throw new FilterSyntaxError(`"${attribute}" cannot be an attribute name in a filter.`, 0)
}
