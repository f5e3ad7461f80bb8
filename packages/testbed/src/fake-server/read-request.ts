import { readChildren, readElement, readInteger, type BerElement } from './ber.ts'
import { filterText } from './filter-text.ts'

/** A search as it came over the wire. */
export interface FakeSearchRequest {
  kind: 'search'
  base: string
  scope: 'base' | 'one' | 'sub'
  /** RFC 4515 text. */
  filter: string
  attributes: string[]
  /** 0 is no limit. */
  sizeLimit: number
  /** Present with the paged-results control (RFC 2696); an empty cookie starts a read. */
  paged?: { size: number; cookie: string }
  /** OIDs of all request controls. */
  controls: string[]
}

/** A bind, or anything else by the tag of its operation (RFC 4511 §4.2 on). */
export type FakeRequest =
  FakeSearchRequest | { kind: 'bind'; dn: string; password: string } | { kind: 'other'; tag: number }

export const pagedResults = '1.2.840.113556.1.4.319'
const scopes = ['base', 'one', 'sub'] as const

/** Reads one LDAPMessage. */
export function readRequest(message: BerElement): { id: number; request: FakeRequest } {
  const [id, operation, controls] = readChildren(message)
  if (id === undefined || operation === undefined)
    throw new Error('An LDAP message has an id and an operation')
  return { id: readInteger(id), request: readOperation(operation, controls) }
}

function readOperation(operation: BerElement, controls: BerElement | undefined): FakeRequest {
  if (operation.tag === 0x60) {
    const [, dn, password] = readChildren(operation)
    return { kind: 'bind', dn: text(dn), password: text(password) }
  }
  if (operation.tag === 0x63)
    return readSearch(operation, controls === undefined ? [] : readChildren(controls))
  return { kind: 'other', tag: operation.tag }
}

function readSearch(operation: BerElement, controls: readonly BerElement[]): FakeSearchRequest {
  const [base, scope, , sizeLimit, , , filter, attributes] = readChildren(operation)
  if (scope === undefined || sizeLimit === undefined || filter === undefined || attributes === undefined) {
    throw new Error('A search request has eight parts')
  }
  const paged = controls.map(readPaged).find((found) => found !== undefined)
  return {
    kind: 'search',
    base: text(base),
    scope: scopes[readInteger(scope)] ?? 'sub',
    filter: filterText(filter),
    attributes: readChildren(attributes).map(text),
    sizeLimit: readInteger(sizeLimit),
    ...(paged === undefined ? {} : { paged }),
    controls: controls.map((control) => text(readChildren(control)[0])),
  }
}

function readPaged(control: BerElement): { size: number; cookie: string } | undefined {
  const parts = readChildren(control)
  if (text(parts[0]) !== pagedResults) return undefined
  const value = readElement(parts.at(-1)?.content ?? Buffer.alloc(0))
  const [size, cookie] = value === undefined ? [] : readChildren(value.element)
  return { size: size === undefined ? 0 : readInteger(size), cookie: text(cookie) }
}

function text(part: BerElement | undefined): string {
  return part?.content.toString() ?? ''
}
