import type { Schema } from '@bindery/contract/ldap-text'
import type { Attribute, SearchEntry } from 'ldapts'
import { isSecretAttribute } from '../secret-attributes.ts'
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
  /^(jpegphoto|photo|audio|thumbnailphoto|usercertificate|cacertificate|usersmimecertificate|objectguid|objectsid)$/

/** A reader of entries with these attributes, named in any case or by any alias of the schema. */
export function createEntryReader(
  schema: Schema,
  stableIdAttribute: string,
  wanted: readonly string[],
): EntryReader {
  const asked = wanted.filter((name) => !isSecretAttribute(name))
  const all = asked.includes('*')
  const idName = stableIdAttribute.toLowerCase()
  const keysBySent = new Map<string, readonly string[]>()
  const keysOf = (sent: string): readonly string[] => {
    const known = keysBySent.get(sent)
    if (known !== undefined) return known
    const canonical = schema.canonicalName(sent).toLowerCase()
    const named = asked
      .map((name) => name.toLowerCase())
      .filter((name) => name === sent || schema.canonicalName(name).toLowerCase() === canonical)
    const keys = isSecretAttribute(sent) ? [] : [...new Set(all ? [sent, ...named] : named)]
    keysBySent.set(sent, keys)
    return keys
  }
  const binaryByName = new Map<string, boolean>()
  const isBinary = (sent: string): boolean => {
    const known = binaryByName.get(sent)
    if (known !== undefined) return known
    const syntax = schema.attribute(sent)?.syntax
    const binary = syntax === undefined ? knownBinary.test(sent) : binarySyntaxes.has(syntax)
    binaryByName.set(sent, binary)
    return binary
  }
  const textsOf = (attribute: Attribute, name: string): string[] => {
    const binary = isBinary(name)
    return attribute.parsedBuffers.map((bytes) => valueText(bytes, binary))
  }
  return {
    attributes: [...new Set([...asked, stableIdAttribute])],
    read: (found) => {
      let stableId: string | null = null
      const attributes = new Map<string, readonly string[]>()
      const ranges: OpenRange[] = []
      for (const attribute of found.attributes) {
        const [, name = '', from, to] =
          /^([^;]*(?:;(?!range=)[^;]+)*)(?:;range=(\d+)-(\d+|\*))?$/.exec(attribute.type.toLowerCase()) ?? []
        const sent = name.replace(/;binary$/, '')
        const [first] = attribute.parsedBuffers
        if (sent === idName && first !== undefined) stableId = stableIdText(stableIdAttribute, first)
        const keys = keysOf(sent)
        if (keys.length === 0) continue
        const texts = textsOf(attribute, sent)
        if (from !== undefined && to !== undefined && to !== '*')
          ranges.push({ attribute: sent, keys, next: Number(to) + 1 })
        if (texts.length === 0) continue
        for (const key of keys) attributes.set(key, [...(attributes.get(key) ?? []), ...texts])
      }
      return { entry: { dn: found.name, stableId, attributes }, ranges }
    },
  }
}
