import type { Store } from '@bindery/store'
import type { Keyring } from './secrets/keyring.ts'

/** What every verb is given: the database, the key to its secrets, and the clock. */
export interface EngineContext {
  readonly store: Store
  readonly keyring: Keyring
  now(): Date
  readonly dataDir: string
}
