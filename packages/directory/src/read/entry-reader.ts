import type { Schema } from '@bindery/contract/ldap-text'
import type { Attribute, SearchEntry } from 'ldapts'
import { isSecretAttribute } from '../secret-attributes.ts'
import { sidText } from '../sid-text.ts'
import { stableIdText } from '../stable-id.ts'
import type { Entry } from '../types.ts'
import { valueText } from '../values.ts'

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
  read(found: SearchEntry): { readonly entry: MutableEntry; readonly ranges: readonly OpenRange[] }
}
export interface MutableEntry extends Entry {
  readonly attributes: Map<string, readonly string[]>
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
  const describe = (type: string): Described => {
    const known = described.get(type) ?? describeType(schema, asked, type)
    described.set(type, known)
    return known
  }
  return {
    attributes: [...new Set([...asked, stableIdAttribute])],
    read: (found) => {
      let stableId: string | null = null
      const attributes = new Map<string, readonly string[]>()
      const ranges: OpenRange[] = []
      for (const attribute of found.attributes) {
        const { name, keys, binary, written, next } = describe(attribute.type)
        const [first] = attribute.parsedBuffers
        if (name === idName && first !== undefined) stableId = stableIdText(stableIdAttribute, first)
        if (keys.length === 0) continue
        if (next !== null) ranges.push({ attribute: name, keys, next })
        const texts =
          written === undefined ? textsOf(attribute, binary) : attribute.parsedBuffers.map(written)
        if (texts.length === 0) continue
        for (const key of keys) {
          const before = attributes.get(key)
          attributes.set(key, before === undefined ? texts : [...before, ...texts])
        }
      }
      return { entry: { dn: found.name, stableId, attributes }, ranges }
    },
  }
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

function textsOf(attribute: Attribute, binary: boolean): string[] {
  // ldapts has decoded what is UTF-8 already, but drops a byte order mark (EF BB BF).
  return attribute.parsedBuffers.map((bytes, index) => {
    const decoded = attribute.values[index]
    const reuse =
      !binary && typeof decoded === 'string' && bytes[0] !== 0xef && !decoded.startsWith('base64:')
    return reuse ? decoded : valueText(bytes, binary)
  })
}
