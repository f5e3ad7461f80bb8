import type { ConnectOptions, DirectorySession } from '../types.ts'
import type { Dialect } from './dialect.ts'

/** A change of one attribute, as somebody else makes it. */
interface ForeignChange {
  readonly operation: 'add' | 'delete' | 'replace'
  readonly attribute: string
  readonly values: readonly string[]
}

/** What a session asks: a write is an add, modify, rename or delete. */
export type Asked = 'search' | 'write' | 'other'

/** A directory that the suite is run against: how to connect, and a way round our own code to the truth in it. */
export interface DirectoryUnderTest {
  readonly dialect: Dialect
  readonly suffix: string
  readonly usersBase: string
  readonly groupsBase: string
  /** Another place for entries. */
  readonly servicesBase: string
  /** As its admin. */
  connect(connection?: Partial<ConnectOptions['connection']>): Promise<DirectorySession>
  /**
   * As its admin, over a connection that is looked at: `matches` is told of each request before it arrives, until one
   * matches; that one waits for `act`. Only of servers that serve assertions.
   */
  watch?(matches: (asked: Asked) => boolean, act: () => Promise<unknown>): Promise<DirectorySession>
  /** An attribute's values as they are there; none when there is no such entry. */
  valuesAt(dn: string, attribute: string): Promise<readonly string[]>
  /** DNs of what matches, in the server's order. */
  find(filter: string, base?: string, scope?: 'one' | 'sub'): Promise<readonly string[]>
  add(dn: string, attributes: Readonly<Record<string, readonly string[]>>): Promise<void>
  modify(dn: string, changes: readonly ForeignChange[]): Promise<void>
  /** The values of the old name go. */
  rename(dn: string, rdn: string, superior?: string): Promise<void>
  delete(dn: string): Promise<void>
  stop(): Promise<void>
}
