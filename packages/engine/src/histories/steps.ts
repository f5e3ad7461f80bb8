import type { Side } from '@bindery/contract'
import type { Fault } from '@bindery/directory/memory'
import type { SubjectKind } from './sides.ts'

/**
 * What a person does on one side. `who` and `group` count through what is there, so that a step means something
 * whatever came before it; one that is not possible does nothing.
 */
export type Edit =
  | { do: 'add person'; side: Side; name: string; number: string; mail: string }
  | { do: 'add group'; side: Side; name: string; members: number[] }
  /** An empty value clears. */
  | { do: 'set'; side: Side; kind: SubjectKind; who: number; attribute: string; value: string }
  /** One more value of an attribute; entries only. */
  | { do: 'add value'; who: number; attribute: string; value: string }
  | { do: 'rename'; side: Side; kind: SubjectKind; who: number; name: string }
  /** Entries only. */
  | { do: 'move'; who: number; to: 'users' | 'inner' | 'outside' }
  | { do: 'delete'; side: Side; kind: SubjectKind; who: number }
  /** Entries only: the same name and values with another stable id. */
  | { do: 'recreate'; kind: SubjectKind; who: number }
  | { do: 'join' | 'leave'; side: Side; group: number; who: number }
  /** Puts somebody the sync knows nothing of into a group; entries only. */
  | { do: 'add stranger'; group: number }

/**
 * Something that comes in the way of the request `at` (counted from 0) of a preview or an apply. A request that hangs is
 * the last of its process: it dies, and is started again.
 */
export type Disturbance = { at: number } & ({ fault: Fault } | { edit: Edit })

/** A preview, and an apply of what it proposes. */
export interface Sync {
  do: 'sync'
  /** Whether somebody approves a plan that the guard stops. */
  approve: boolean
  /** A row to leave out. */
  leaveOut: number | null
  preview: Disturbance | null
  /** What happens between looking and applying. */
  between: Edit | null
  apply: Disturbance | null
}

/** What the last run did is taken back. */
export interface Undo {
  do: 'undo'
  apply: Disturbance | null
}

/** Somebody decides every conflict that is open: whose values stand, or which of the other choices. */
export interface Decide {
  do: 'decide'
  stands: Side
  choice: number
}

export type Step = Edit | Sync | Undo | Decide | { do: 'wait'; hours: number }

/** A sync that nobody and nothing comes into the way of. */
export const calm: Sync = {
  do: 'sync',
  approve: true,
  leaveOut: null,
  preview: null,
  between: null,
  apply: null,
}
