import type { Filter, FilterValue } from '@bindery/contract/ldap-text'
import { attributeKey, textsOf } from './attributes.ts'
import { ancestorsOf } from './check-classes.ts'
import { schema } from './schema.ts'
import type { MemoryEntry } from './tree.ts'
import { createValue } from './values.ts'

/** Does the entry match? Undefined where the filter says nothing about it (RFC 4511 §4.5.1.7), which is no match. */
export function matchFilter(filter: Filter, entry: MemoryEntry): boolean | undefined {
  switch (filter.kind) {
    case 'and': {
      const parts = filter.filters.map((part) => matchFilter(part, entry))
      return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true
    }
    case 'or': {
      const parts = filter.filters.map((part) => matchFilter(part, entry))
      return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false
    }
    case 'not': {
      const inner = matchFilter(filter.filter, entry)
      return inner === undefined ? undefined : !inner
    }
    case 'present':
      return heldBy(entry, filter.attribute)?.some(() => true)
    case 'equality':
    case 'approx':
      return isEqual(entry, filter.attribute, filter.value)
    case 'ge':
      return heldBy(entry, filter.attribute)?.some(({ key }) => key >= textOf(filter.value))
    case 'le':
      return heldBy(entry, filter.attribute)?.some(({ key }) => key <= textOf(filter.value))
    case 'substring':
      return heldBy(entry, filter.attribute)?.some(({ bytes }) => isLike(bytes.toString('utf8'), filter))
    case 'extensible':
      return filter.attribute === undefined || filter.rule !== undefined
        ? undefined
        : isEqual(entry, filter.attribute, filter.value)
  }
}

const textOf = (value: FilterValue) =>
  typeof value === 'string' ? value : Buffer.from(value).toString('utf8')

/** The values of an attribute by any of its names; undefined when the schema does not know it. */
function heldBy(entry: MemoryEntry, name: string) {
  const type = schema.attribute(name)
  return type && (entry.attributes.get(attributeKey(type))?.values ?? [])
}

function isEqual(entry: MemoryEntry, name: string, asserted: FilterValue): boolean | undefined {
  const type = schema.attribute(name)
  const value = type?.equality && createValue(type, Buffer.from(asserted))
  if (type === undefined || !value) return undefined
  const held = entry.attributes.get(attributeKey(type))?.values ?? []
  if (held.some(({ key }) => key === value.key)) return true
  // An entry is of its classes' superclasses too (RFC 4512 §2.4).
  return (
    attributeKey(type) === 'objectclass' &&
    textsOf(entry.attributes, 'objectclass').some((one) =>
      ancestorsOf(one).includes(textOf(asserted).toLowerCase()),
    )
  )
}

function isLike(text: string, filter: Extract<Filter, { kind: 'substring' }>): boolean {
  const piece = (value: FilterValue | undefined) => textOf(value ?? '').toLowerCase()
  let rest = text.toLowerCase()
  if (!rest.startsWith(piece(filter.initial))) return false
  rest = rest.slice(piece(filter.initial).length)
  for (const any of filter.any.map(piece)) {
    const at = rest.indexOf(any)
    if (at < 0) return false
    rest = rest.slice(at + any.length)
  }
  return rest.endsWith(piece(filter.final))
}
