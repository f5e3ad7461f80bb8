import type { Progress, Settings } from '@bindery/contract'
import type { openDirectory } from '@bindery/directory'
import type { Store } from '@bindery/store'
import type { Keyring } from '../secrets/keyring.ts'

/** Settings with their secrets opened: what a task talks to. */
export interface TaskTarget {
  readonly settings: Settings
  readonly bindPassword: string
  readonly clientKey: string
}

/** What a preview or an apply is given. It runs in a worker thread with a store connection of its own. */
export interface TaskContext {
  readonly store: Store
  readonly keyring: Keyring
  /** Connects to the directory of the settings. */
  readonly openDirectory: typeof openDirectory
  now(): Date
  /** Aborted when somebody cancels. Long loops without I/O must call `progress`: it also looks for that. */
  readonly signal: AbortSignal
  /** Cheap: call it as often as there is something new. */
  progress(progress: Progress): void
  /** Unsaved settings under preview; absent: the saved ones of the plan's version. */
  readonly draft?: TaskTarget
}
