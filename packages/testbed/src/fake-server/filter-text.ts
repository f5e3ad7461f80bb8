import { readChildren, type BerElement } from './ber.ts'

const comparisons: Record<number, string> = { 0xa3: '=', 0xa5: '>=', 0xa6: '<=', 0xa8: '~=' }
const lists: Record<number, string> = { 0xa0: '&', 0xa1: '|', 0xa2: '!' }

/** A filter from the wire (RFC 4511 §4.5.1.7) as RFC 4515 text, so that a test can compare it; octets above ASCII escaped. */
export function filterText(filter: BerElement): string {
  const list = lists[filter.tag]
  if (list !== undefined) return `(${list}${readChildren(filter).map(filterText).join('')})`
  if (filter.tag === 0x87) return `(${filter.content.toString()}=*)`
  const [attribute, value] = readChildren(filter)
  if (attribute === undefined || value === undefined) throw new Error('A filter item has two parts')
  const name = attribute.content.toString()
  const comparison = comparisons[filter.tag]
  if (comparison !== undefined) return `(${name}${comparison}${escape(value.content)})`
  if (filter.tag === 0xa4) return `(${name}=${substrings(value)})`
  return `(unknown filter ${filter.tag.toString(16)})`
}

function substrings(value: BerElement): string {
  const [initial, middle, final] = [0x80, 0x81, 0x82].map((tag) =>
    readChildren(value)
      .filter((part) => part.tag === tag)
      .map((part) => escape(part.content)),
  )
  return [initial?.[0] ?? '', ...(middle ?? []), final?.[0] ?? ''].join('*')
}

function escape(octets: Buffer): string {
  return [...octets]
    .map((octet) => {
      const plain = octet > 0x1f && octet < 0x7f && !'*()\\'.includes(String.fromCharCode(octet))
      return plain ? String.fromCharCode(octet) : `\\${octet.toString(16).padStart(2, '0')}`
    })
    .join('')
}
