import type { Filter, FilterValue } from '@bindery/contract/ldap-text'
import { FilterSyntaxError, parseFilter } from '@bindery/contract/ldap-text'
import { Filter as LdapFilter, SearchFilter, type BerWriter, type SearchFilterValues } from 'ldapts'
import { failure } from '../problems.ts'

const tags = {
  and: SearchFilter.and,
  or: SearchFilter.or,
  not: SearchFilter.not,
  equality: SearchFilter.equalityMatch,
  substring: SearchFilter.substrings,
  ge: SearchFilter.greaterOrEqual,
  le: SearchFilter.lessOrEqual,
  present: SearchFilter.present,
  approx: SearchFilter.approxMatch,
  extensible: SearchFilter.extensibleMatch,
} as const satisfies Record<Filter['kind'], SearchFilterValues>

/**
 * A filter's text as ldapts sends it. Our parser reads it, so what was checked is what is sent. Throws
 * `DirectoryError` filter_invalid.
 */
export function encodeFilter(text: string): LdapFilter {
  try {
    return new ParsedFilter(parseFilter(text))
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error
    throw failure('filter_invalid', { raw: error.message })
  }
}

/** A filter that knows what it was read as. */
export class ParsedFilter extends LdapFilter {
  override type: SearchFilterValues
  readonly filter: Filter

  constructor(filter: Filter) {
    super()
    this.filter = filter
    this.type = tags[filter.kind]
  }

  override write(writer: BerWriter): void {
    writeBer(writer, this.filter)
  }

  override toString(): string {
    return this.filter.kind
  }
}

/** RFC 4511 §4.5.1.7. */
function writeBer(writer: BerWriter, filter: Filter): void {
  if (filter.kind === 'present') return writer.writeString(filter.attribute, tags.present)
  writer.startSequence(tags[filter.kind])
  switch (filter.kind) {
    case 'and':
    case 'or':
      for (const part of filter.filters) writeBer(writer, part)
      break
    case 'not':
      writeBer(writer, filter.filter)
      break
    case 'equality':
    case 'ge':
    case 'le':
    case 'approx':
      writer.writeString(filter.attribute)
      writer.writeBuffer(bytesOf(filter.value), 0x04)
      break
    case 'substring':
      writer.writeString(filter.attribute)
      writer.startSequence()
      if (filter.initial !== undefined) writer.writeBuffer(bytesOf(filter.initial), 0x80)
      for (const piece of filter.any) writer.writeBuffer(bytesOf(piece), 0x81)
      if (filter.final !== undefined) writer.writeBuffer(bytesOf(filter.final), 0x82)
      writer.endSequence()
      break
    case 'extensible':
      if (filter.rule !== undefined) writer.writeString(filter.rule, 0x81)
      if (filter.attribute !== undefined) writer.writeString(filter.attribute, 0x82)
      writer.writeBuffer(bytesOf(filter.value), 0x83)
      if (filter.dnAttributes) writer.writeBoolean(true, 0x84)
      break
  }
  writer.endSequence()
}

function bytesOf(value: FilterValue): Buffer {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value)
}
