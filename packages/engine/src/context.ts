import type { Store } from '@bindery/store'
import type { Keyring } from './secrets/keyring.ts'

/** What every verb is given: the database, the key to its secrets, and the clock. */
export interface EngineContext {
  readonly store: Store
  readonly keyring: Keyring
  now(): Date
  readonly dataDir: string
  /** Addresses and CIDR networks to connect to although directories are seldom there: this machine, its link, metadata services. */
  readonly allowNetworks: readonly string[]
}
