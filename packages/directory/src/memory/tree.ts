import { dnKey, type Dn } from '@bindery/contract/ldap-text'
import { setOwn, type Attributes } from './attributes.ts'
import { showName } from './read-name.ts'

export interface MemoryEntry {
  /** Grows with every entry that is added: the order of a search. */
  readonly id: number
  readonly stableId: string
  name: Dn
  dn: string
  /** `dnKey` of the DN. */
  key: string
  attributes: Attributes
}

/** What the server holds. */
export interface Tree {
  readonly suffix: string
  readonly syncProvider: boolean
  /** Attributes that the unique overlay guards, lower case. */
  readonly unique: readonly string[]
  readonly entries: ReadonlyMap<string, MemoryEntry>
  /** In the order of their ids. */
  all(): Iterable<MemoryEntry>
  insert(name: Dn, attributes: Attributes, by: string): MemoryEntry
  move(entry: MemoryEntry, name: Dn): void
  remove(entry: MemoryEntry): void
  /** A client's write has changed the entry: its change number and the server's move (cascades do not move it). */
  stamp(entry: MemoryEntry, by: string): void
  contextCsn(): string
  /** The last deletions, and the change number since which these are all. */
  readonly deletions: { readonly since: string; readonly entries: readonly Deletion[] }
}

interface Deletion {
  readonly stableId: string
  readonly csn: string
}

/** So few that both ways of telling what is gone come up. */
const keptDeletions = 4

export interface TreeOptions {
  readonly suffix: string
  readonly unique: readonly string[]
  /** Whether it shows its change number. */
  readonly syncProvider: boolean
  readonly now: () => Date
}

export function createTree(options: TreeOptions): Tree {
  const byKey = new Map<string, MemoryEntry>()
  const byId = new Map<number, MemoryEntry>()
  let lastId = 0
  let changes = 0
  let csn = ''
  const deletions = { since: '', entries: [] as Deletion[] }

  const time = () => options.now().toISOString().replace(/\D/g, '').slice(0, 14)
  const place = (entry: MemoryEntry, name: Dn) => {
    entry.name = name
    entry.dn = showName(name)
    entry.key = dnKey(name)
    byKey.set(entry.key, entry)
  }
  const advance = () => {
    changes += 1
    csn = `${time()}.${String(changes).padStart(6, '0')}Z#000000#000#000000`
  }
  const stamp = ({ attributes }: MemoryEntry, by: string) => {
    advance()
    setOwn(attributes, 'entryCSN', [csn])
    setOwn(attributes, 'modifiersName', [by])
    setOwn(attributes, 'modifyTimestamp', [`${time()}Z`])
  }
  return {
    suffix: options.suffix,
    syncProvider: options.syncProvider,
    unique: options.unique.map((name) => name.toLowerCase()),
    entries: byKey,
    all: () => byId.values(),
    insert(name, attributes, by) {
      lastId += 1
      const stableId = `00000000-0000-1000-8000-${String(lastId).padStart(12, '0')}`
      const entry = { id: lastId, stableId, name, dn: '', key: '', attributes }
      place(entry, name)
      byId.set(entry.id, entry)
      setOwn(attributes, 'entryUUID', [stableId])
      setOwn(attributes, 'creatorsName', [by])
      setOwn(attributes, 'createTimestamp', [`${time()}Z`])
      stamp(entry, by)
      return entry
    },
    move(entry, name) {
      const below = [...byKey.values()].filter((one) => one.key.endsWith(`,${entry.key}`))
      const depth = entry.name.length
      for (const one of [entry, ...below]) byKey.delete(one.key)
      for (const one of below) place(one, [...one.name.slice(0, -depth), ...name])
      place(entry, name)
    },
    remove(entry) {
      byKey.delete(entry.key)
      byId.delete(entry.id)
      advance()
      deletions.entries.push({ stableId: entry.stableId, csn })
      if (deletions.entries.length > keptDeletions) deletions.since = deletions.entries.shift()?.csn ?? ''
    },
    stamp,
    contextCsn: () => csn,
    deletions,
  }
}
