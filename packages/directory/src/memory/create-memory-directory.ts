import { dnKey, parseFilter } from '@bindery/contract/ldap-text'
import { bind } from '../connect/bind.ts'
import { abortable } from '../connect/connect-wire.ts'
import type { ServerFacts } from '../connect/describe-server.ts'
import { createSession } from '../session.ts'
import type { ConnectOptions, DirectorySession, Entry } from '../types.ts'
import { addEntry } from './add-entry.ts'
import { givenText, textsOf, type Given } from './attributes.ts'
import { deleteEntry } from './delete-entry.ts'
import type { Interfere } from './faults.ts'
import { createMemoryWire } from './memory-wire.ts'
import { plantTree, suffix } from './plant-tree.ts'
import { modifyEntry } from './modify-entry.ts'
import { renameEntry } from './rename-entry.ts'
import { schema } from './schema.ts'
import { searchEntries } from './search-entries.ts'
import type { MemoryEntry } from './tree.ts'

/** Who made a change that did not come through a session. */
const somebody = { by: `cn=somebody,${suffix}`, assertion: null }

export interface MemoryDirectoryOptions {
  /** Attributes that the unique overlay guards; default uid. */
  readonly unique?: readonly string[]
  /** Whether it tells what changed, as the syncprov overlay does; default true. */
  readonly syncProvider?: boolean
  readonly now?: () => Date
}

/** A change of one attribute by somebody else. */
export interface MemoryChange {
  readonly operation: Given['operation']
  readonly attribute: string
  readonly values: readonly string[]
}

/**
 * A directory in memory that answers as OpenLDAP does with the memberof, refint and unique overlays. Sessions are the
 * real ones: their verbs, guards and proofs run as they do on a socket.
 */
export interface MemoryDirectory {
  readonly suffix: string
  readonly usersBase: string
  readonly groupsBase: string
  openDirectory(options: ConnectOptions): Promise<DirectorySession>
  /** Looks at every request of every session; null: nothing interferes. */
  interfere: Interfere | null

  // What somebody else does, and what is there. A refused one throws `Refusal`.
  /** Returns the stable id. */
  add(dn: string, attributes: Readonly<Record<string, readonly string[]>>): string
  modify(dn: string, changes: readonly MemoryChange[]): void
  /** With the old name's values gone. */
  rename(dn: string, rdn: string, superior?: string): void
  delete(dn: string): void
  /** Moves with every change. */
  changeToken(): string
  /** The entry of this name; null when there is none. */
  at(dn: string): ShownEntry | null
  /** Entries under the suffix with all their attributes, operational ones too, by names in lower case. */
  find(filter: string, base?: string): ShownEntry[]
}

export function createMemoryDirectory(options: MemoryDirectoryOptions = {}): MemoryDirectory {
  const { unique = ['uid'], syncProvider = true, now = () => new Date() } = options
  const tree = plantTree({ unique, syncProvider, now })
  const directory: MemoryDirectory = {
    suffix,
    usersBase: `ou=users,${suffix}`,
    groupsBase: `ou=groups,${suffix}`,
    interfere: null,
    async openDirectory(connect) {
      const { bindDn, pageSize } = connect.connection
      const wire = createMemoryWire(tree, bindDn, (request) => directory.interfere?.(request) ?? null)
      const server = factsOf(bindDn, syncProvider)
      const tied = abortable(wire, connect.signal)
      await bind(tied, connect)
      return createSession({
        wire: tied,
        server,
        pageSize,
        vainAssertions: [],
        schema: () => Promise.resolve(schema),
      })
    },
    add: (dn, attributes) => addEntry(tree, dn, given(attributes), somebody.by).stableId,
    modify(dn, changes) {
      const read = changes.map(({ operation, attribute, values }) => givenText(attribute, values, operation))
      modifyEntry(tree, dn, read, somebody)
    },
    rename(dn, rdn, superior) {
      renameEntry(tree, dn, { rdn, superior, deleteOldRdn: true }, somebody)
    },
    delete(dn) {
      deleteEntry(tree, dn, somebody)
    },
    changeToken: () => tree.contextCsn(),
    at(dn) {
      const entry = tree.entries.get(dnKey(dn))
      return entry === undefined ? null : toEntry(entry)
    },
    find: (filter, base = suffix) =>
      Array.from(searchEntries(tree, { base, scope: 'sub', filter: parseFilter(filter), after: 0 }), toEntry),
  }
  return directory
}

/** What an entry holds, operational attributes too. */
type ShownEntry = Pick<Entry, 'dn' | 'stableId' | 'attributes'>

function toEntry({ dn, stableId, attributes }: MemoryEntry): ShownEntry {
  return {
    dn,
    stableId,
    attributes: new Map(Array.from(attributes.keys(), (name) => [name, textsOf(attributes, name)])),
  }
}

function given(attributes: Readonly<Record<string, readonly string[]>>): Given[] {
  return Object.entries(attributes).map(([name, values]) => givenText(name, values))
}

const factsOf = (boundAs: string, changes: boolean): ServerFacts => ({
  url: 'ldap://memory',
  kind: 'openldap',
  activeDirectory: false,
  supplies: [],
  keeps: [],
  vendor: 'OpenLDAP in memory',
  namingContexts: [suffix],
  defaultNamingContext: '',
  searchable: [suffix],
  stableIdAttribute: 'entryUUID',
  servesWhoAmI: true,
  identity: boundAs,
  owners: [],
  functionalLevel: null,
  boundAs,
  schemaDn: 'cn=Subschema',
  supports: { assertion: true, postRead: true, paging: true, passwordModify: false, changes },
})
