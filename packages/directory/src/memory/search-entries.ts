import { dnKey, type Filter } from '@bindery/contract/ldap-text'
import { createHash } from 'node:crypto'
import type { SentAttribute, SentEntry } from '../wire/sent-entry.ts'
import { attributeKey, nameOf, setOwn } from './attributes.ts'
import { matchFilter } from './match-filter.ts'
import { readName } from './read-name.ts'
import { Refusal } from './refusal.ts'
import { schema } from './schema.ts'
import type { MemoryEntry, Tree } from './tree.ts'

export interface MemorySearch {
  readonly base: string
  readonly scope: 'base' | 'one' | 'sub'
  readonly filter: Filter
  /** Only entries added after this one: where a page begins. */
  readonly after: number
}

/** The entries that a search finds, in their order. Refused: 32, 34. */
export function* searchEntries(tree: Tree, search: MemorySearch): Generator<MemoryEntry> {
  const key = dnKey(readName(search.base))
  const base = tree.entries.get(key)
  if (base === undefined) throw new Refusal(32)
  for (const entry of search.scope === 'base' ? [base] : tree.all())
    if (entry.id > search.after && isWithin(entry, base, search.scope) && matchFilter(search.filter, entry))
      yield entry
}

function isWithin(entry: MemoryEntry, base: MemoryEntry, scope: MemorySearch['scope']): boolean {
  if (scope === 'one') return dnKey(entry.name.slice(1)) === base.key
  return entry === base || (scope === 'sub' && entry.key.endsWith(`,${base.key}`))
}

/** An entry as it is sent, with these attributes. */
export function showEntry(tree: Tree, entry: MemoryEntry, names: readonly string[]): SentEntry {
  if (tree.syncProvider && entry.dn === tree.suffix)
    setOwn(entry.attributes, 'contextCSN', [tree.contextCsn()])
  const asked = new Set(names.map((name) => schema.canonicalName(name).toLowerCase()))
  const attributes = Array.from(entry.attributes.values())
    .filter(({ type }) => {
      const all = type.usage === 'userApplications' ? '*' : '+'
      return asked.has(all) || asked.has(attributeKey(type))
    })
    .map(({ type, values }) => ({
      type: nameOf(type),
      isEmpty: values.length === 0,
      values: values.map((value) => value.bytes),
    }))
  return {
    name: entry.dn,
    attributes,
    get digest() {
      return digestOf(entry.dn, attributes)
    },
  }
}

function digestOf(dn: string, attributes: readonly SentAttribute[]): string {
  const hash = createHash('sha256').update(dn)
  for (const { type, values } of attributes)
    for (const value of [Buffer.from(type), ...values]) hash.update(`\0${value.length}:`).update(value)
  return hash.digest('base64')
}
