import type { Schema } from '@bindery/contract/ldap-text'
import { hash, randomUUID } from 'node:crypto'
import { isSecretAttribute } from '../secret-attributes.ts'
import { sidText } from '../sid-text.ts'
import { stableIdText } from '../stable-id.ts'
import type { Entry } from '../types.ts'
import { valueText } from '../values.ts'
import type { SentAttribute, SentEntry } from '../wire/sent-entry.ts'

/** A range that the server has more of (MS-ADTS §3.1.1.3.1.3.3). */
export interface OpenRange {
  /** The attribute, and under which names its values belong in the entry. */
  readonly attribute: string
  readonly keys: readonly string[]
  /** Where the next range begins. */
  readonly next: number
}

/** Turns what the server sent into entries; one per read, since names are worked out once. */
export interface EntryReader {
  /** What to ask the server for: the wanted attributes without secrets, and the stable id. */
  readonly attributes: readonly string[]
  read(found: SentEntry): { readonly entry: MutableEntry; readonly ranges: readonly OpenRange[] }
}
/** An entry to which what was not sent at once is added. */
export interface MutableEntry extends Entry {
  alsoMembers?: readonly string[]
  /** Adds values that came by themselves. */
  append(keys: readonly string[], more: MutableEntry): void
  /** Part of these values is missing: the entry is taken to have none, and not to be as it ever was. */
  lose(keys: readonly string[]): void
}

const binarySyntaxes = new Set(
  [4, 5, 6, 8, 9, 10, 23, 28, 40, 49].map((number) => `1.3.6.1.4.1.1466.115.121.1.${number}`),
)
/** For servers whose schema cannot be read. */
const knownBinary =
  /^(jpegphoto|photo|audio|thumbnailphoto|usercertificate|cacertificate|usersmimecertificate|objectguid|objectsid|sidhistory)$/

/** A reader of entries with these attributes, named in any case or by any alias of the schema. */
export function createEntryReader(
  schema: Schema,
  stableIdAttribute: string,
  wanted: readonly string[],
): EntryReader {
  const asked = wanted.filter((name) => !isSecretAttribute(name))
  const idName = stableIdAttribute.toLowerCase()
  const described = new Map<string, Described>()
  const nothing: Pattern = { names: [], longer: new Map() }
  const describe = (type: string): Described => {
    const known = described.get(type) ?? describeType(schema, asked, type)
    described.set(type, known)
    return known
  }
  return {
    attributes: [...new Set([...asked, stableIdAttribute])],
    read: (found) => {
      let stableId: string | null = null
      let pattern = nothing
      const ranges: OpenRange[] = []
      for (const attribute of found.attributes) {
        const type = describe(attribute.type)
        const { name, keys, next } = type
        if (name === idName) {
          const [first] = attribute.values
          if (first !== undefined) stableId = stableIdText(stableIdAttribute, first)
        }
        if (keys.length === 0) continue
        if (next !== null) ranges.push({ attribute: name, keys, next })
        if (!attribute.isEmpty) pattern = withType(pattern, type)
      }
      return { entry: new ReadEntry(found, stableId, pattern.names, describe), ranges }
    },
  }
}

/** Which attributes an entry has. Most entries of a read have the same ones, and share a pattern. */
interface Pattern {
  readonly names: readonly string[]
  readonly longer: Map<Described, Pattern>
}

function withType(pattern: Pattern, type: Described): Pattern {
  const known = pattern.longer.get(type)
  if (known !== undefined) return known
  const longer = { names: [...new Set([...pattern.names, ...type.keys])], longer: new Map() }
  pattern.longer.set(type, longer)
  return longer
}

/** An entry whose values are read when they are first asked for. */
class ReadEntry implements MutableEntry {
  readonly dn: string
  readonly stableId: string | null
  alsoMembers?: readonly string[]
  readonly #found: SentEntry
  readonly #names: readonly string[]
  readonly #describe: (type: string) => Described
  #attributes: Map<string, readonly string[]> | undefined
  #digest: string | undefined

  constructor(
    found: SentEntry,
    stableId: string | null,
    names: readonly string[],
    describe: (type: string) => Described,
  ) {
    this.dn = found.name
    this.stableId = stableId
    this.#found = found
    this.#names = names
    this.#describe = describe
  }

  get names(): readonly string[] {
    return this.#attributes === undefined ? this.#names : [...this.#attributes.keys()]
  }

  get attributes(): Map<string, readonly string[]> {
    return (this.#attributes ??= readAttributes(this.#found.attributes, this.#describe))
  }

  get digest(): string {
    return (this.#digest ??= this.#found.digest)
  }

  append(keys: readonly string[], more: MutableEntry): void {
    for (const key of keys)
      this.attributes.set(key, [...(this.attributes.get(key) ?? []), ...(more.attributes.get(key) ?? [])])
    this.#digest = hash('sha256', this.digest + more.digest, 'base64')
  }

  lose(keys: readonly string[]): void {
    for (const key of keys) this.attributes.delete(key)
    this.#digest = randomUUID()
  }
}

function readAttributes(
  sent: readonly SentAttribute[],
  describe: (type: string) => Described,
): Map<string, readonly string[]> {
  const attributes = new Map<string, readonly string[]>()
  for (const attribute of sent) {
    const { keys, binary, written } = describe(attribute.type)
    if (keys.length === 0 || attribute.isEmpty) continue
    const texts = attribute.values.map(written ?? ((bytes) => valueText(bytes, binary)))
    for (const key of keys) {
      const before = attributes.get(key)
      attributes.set(key, before === undefined ? texts : [...before, ...texts])
    }
  }
  return attributes
}

/** What there is to know of an attribute description that the server sends (RFC 4512 §2.5). */
interface Described {
  /** In lower case, without a range and `;binary`, which only say how values travel. */
  readonly name: string
  /** The wanted names it goes by; none: nobody asked, or it is a secret. */
  readonly keys: readonly string[]
  readonly binary: boolean
  /** How Windows writes these bytes, for those that people know by such a text. */
  readonly written: ((bytes: Buffer) => string) | undefined
  /** Where the next range begins. */
  readonly next: number | null
}

const sid = (bytes: Buffer) => sidText(bytes) ?? valueText(bytes, true)
const writtenForms = new Map<string, (bytes: Buffer) => string>([
  ['objectsid', sid],
  ['sidhistory', sid],
  [
    'objectguid',
    (bytes) => (bytes.length === 16 ? stableIdText('objectGUID', bytes) : valueText(bytes, true)),
  ],
])

function describeType(schema: Schema, asked: readonly string[], type: string): Described {
  const [base = '', ...options] = type.toLowerCase().split(';')
  const range = options
    .map((option) => /^range=\d+-(\d+)$/.exec(option)?.[1])
    .find((end) => end !== undefined)
  const name = [base, ...options.filter((option) => !/^(binary$|range=)/.test(option))].join(';')
  const canonical = schema.canonicalName(name).toLowerCase()
  const named = asked
    .map((one) => one.toLowerCase())
    .filter((one) => one === name || (base === name && schema.canonicalName(one).toLowerCase() === canonical))
  const syntax = schema.attribute(name)?.syntax
  return {
    name,
    keys: isSecretAttribute(name) ? [] : [...new Set(asked.includes('*') ? [name, ...named] : named)],
    binary: syntax === undefined ? knownBinary.test(base) : binarySyntaxes.has(syntax),
    written: writtenForms.get(name),
    next: range === undefined ? null : Number(range) + 1,
  }
}
