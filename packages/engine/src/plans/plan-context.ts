import type { Store } from '@bindery/store'
import type { Keyring } from '../secrets/keyring.ts'
import type { Tasks } from '../tasks/tasks.ts'

/** What the verbs about plans, runs and connections work with. */
export interface PlanContext {
  readonly store: Store
  readonly keyring: Keyring
  now(): Date
  readonly tasks: Tasks
}
