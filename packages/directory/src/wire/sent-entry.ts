import { hash } from 'node:crypto'
import { contentEnd, contentStart, notLdap } from './frame-messages.ts'

/** An entry as the server sent it (RFC 4511 §4.5.2). */
export interface SentEntry {
  readonly name: string
  readonly attributes: readonly SentAttribute[]
  /** SHA-256 of the name and of everything that was sent, in the order it was sent. */
  readonly digest: string
}
export interface SentAttribute {
  /** With its options, as the server spells it. */
  readonly type: string
  readonly isEmpty: boolean
  readonly values: readonly Buffer[]
}

const tags = { entry: 0x64, sequence: 0x30, set: 0x31, octets: 0x04 } as const

/**
 * A SearchResultEntry that begins here. It stays bytes until it is asked: most entries are as they were, which their
 * digest tells. The elements must be nested (`assertNested`). Throws `DirectoryError` for any other message.
 */
export function readSentEntry(bytes: Buffer, at = 0): SentEntry {
  return new WireEntry(bytes, at)
}

class WireEntry implements SentEntry {
  readonly #bytes: Buffer
  readonly #start: number
  readonly #list: number

  constructor(bytes: Buffer, at: number) {
    if (bytes[at] !== tags.entry) throw notLdap()
    this.#bytes = bytes
    this.#start = contentStart(bytes, at)
    this.#list = afterElement(bytes, this.#start, tags.octets)
    if (bytes[this.#list] !== tags.sequence) throw notLdap()
  }

  get name(): string {
    return this.#bytes.toString('utf8', contentStart(this.#bytes, this.#start), this.#list)
  }

  get attributes(): SentAttribute[] {
    const attributes: SentAttribute[] = []
    const end = contentEnd(this.#bytes, this.#list)
    for (let at = contentStart(this.#bytes, this.#list); at < end; at = contentEnd(this.#bytes, at))
      attributes.push(new WireAttribute(this.#bytes, at))
    return attributes
  }

  get digest(): string {
    return hash('sha256', this.#bytes.subarray(this.#start, contentEnd(this.#bytes, this.#list)), 'base64')
  }
}

/** A PartialAttribute: its type, and a set of values. */
class WireAttribute implements SentAttribute {
  readonly type: string
  readonly #bytes: Buffer
  readonly #set: number

  constructor(bytes: Buffer, at: number) {
    if (bytes[at] !== tags.sequence) throw notLdap()
    const type = contentStart(bytes, at)
    this.#set = afterElement(bytes, type, tags.octets)
    if (bytes[this.#set] !== tags.set) throw notLdap()
    this.#bytes = bytes
    this.type = typeText(bytes, contentStart(bytes, type), this.#set)
  }

  get isEmpty(): boolean {
    return contentStart(this.#bytes, this.#set) === contentEnd(this.#bytes, this.#set)
  }

  get values(): Buffer[] {
    const values: Buffer[] = []
    const end = contentEnd(this.#bytes, this.#set)
    for (let at = contentStart(this.#bytes, this.#set); at < end;) {
      const next = afterElement(this.#bytes, at, tags.octets)
      values.push(this.#bytes.subarray(contentStart(this.#bytes, at), next))
      at = next
    }
    return values
  }
}

/** The texts of types that were read last: entries have the same few, and making a text of each costs more than all else. */
const types: { readonly bytes: Buffer; readonly text: string }[] = []
const typePlaces = 256
const longestKept = 100

/** The type that stands here. */
function typeText(bytes: Buffer, start: number, end: number): string {
  const length = end - start
  const place = (length * 31 + (bytes[start] ?? 0) * 7 + (bytes[end - 1] ?? 0)) % typePlaces
  const known = types[place]
  if (known?.bytes.length === length && isAt(known.bytes, bytes, start)) return known.text
  const text = bytes.toString('latin1', start, end)
  // What is kept stays small whatever a server calls its types.
  if (length <= longestKept) types[place] = { bytes: Buffer.from(bytes.subarray(start, end)), text }
  return text
}

function isAt(part: Buffer, bytes: Buffer, start: number): boolean {
  for (let index = 0; index < part.length; index += 1) if (part[index] !== bytes[start + index]) return false
  return true
}

/** Where the element after this one begins, which must have this tag. */
function afterElement(bytes: Buffer, at: number, tag: number): number {
  if (bytes[at] !== tag) throw notLdap()
  return contentEnd(bytes, at)
}
