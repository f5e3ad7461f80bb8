import type { DirectoryProblem, DirectorySession } from '@bindery/directory'
import type { Settings } from '@bindery/contract'
import { writeNumber } from '@bindery/contract/words'
import type { Tables } from '@bindery/store'
import type { Delta, LocalValues, MemberForm, RuleBase } from '@bindery/sync'
import type { FoundConflict } from '../preview/found-conflict.ts'
import type { TaskContext } from '../tasks/task-context.ts'
import type { BeforeImage } from './before-images.ts'
import type { Pace } from './pace.ts'

/** The columns of a plan row that its application needs. */
export const changeColumns = [
  'id',
  'seq',
  'side',
  'subject_kind',
  'kind',
  'name',
  'dn',
  'new_dn',
  'local_id',
  'stable_id',
  'row_version',
  'effect',
  'why',
  'included',
  'depends_on',
  'guard',
] as const satisfies readonly (keyof Tables['plan_changes'])[]
export type ChangeRow = Pick<Tables['plan_changes'], (typeof changeColumns)[number]> & {
  readonly payload: Payload
  /** Its row in this run's journal, where an earlier attempt left one without an end. */
  readonly journalId: number | null
  /** It was sent, or about to be, and nobody heard the answer. */
  readonly inDoubt: boolean
  /** The directory's change token before it was sent; '' where there is none. */
  readonly since: string
}

/** One run under way. */
export interface ApplyJob {
  readonly task: TaskContext
  readonly runId: number
  readonly planId: number
  readonly directoryId: number
  /** Who started the run. */
  readonly actor: string
  readonly settings: Settings
  readonly session: DirectorySession
  readonly pace: Pace
  /** The directory's change token when this attempt began. */
  readonly since: string
  readonly total: number
  done: number
  /** Accounts that the transaction under way has written to, and how often: its journal rows come at its end. */
  readonly written: Map<string, number>
  /** Rows that did not come about: what depends on them is not tried. */
  readonly failed: Set<number>
}

/** What a plan row carries for its application, by kind. */
export interface Payload {
  /** The conflict that the row tells of, or that people decided so. */
  readonly conflict?: FoundConflict
  readonly values?: LocalValues
  /** Kept in the journal, sealed: the values that are written over, or what a deletion takes away. */
  readonly before?: LocalValues | BeforeImage
  /** By rule, what both sides share afterwards; null: nothing any more. Where the link goes, what they shared until then. */
  readonly bases?: Record<string, RuleBase | null> | undefined
  readonly hash?: string
  /** Of an undo: the link goes as if it had never been made. */
  readonly forgets?: boolean
  /** How the link rests afterwards. */
  readonly state?: string
  /** Of a hold: the link rests as this, and its hold goes on with another end; absent: it is active, and the hold begins. */
  readonly from?: string
  /** Of a hold: days until the deletion is proposed; without: never. */
  readonly holdDays?: number
  /** Of a hold: why, in a sentence that stays true. */
  readonly because?: string
  /** Of a creation: what was linked and is gone is made again, and keeps its link. */
  readonly restores?: boolean
  /** Of an undone deletion: its link went with the account, and is made anew. */
  readonly links?: boolean
  /** Of an undone deletion: the groups of the person, or the people of the group. */
  readonly memberships?: readonly number[]
  /** Of a link: the stable id of the entry that is gone, whose link this one takes over. */
  readonly instead?: string
  /** Of a link: the stable id that its entry had before. Only that changes. */
  readonly renews?: string
  /** Of a deletion there: the entry's values when it was read. */
  readonly seen?: Record<string, readonly string[]>
  /** Of the deletion of a group there: whom its entry named then (`hashMembers`). */
  readonly seenMembers?: string
  readonly dn?: string
  readonly newDn?: string
  readonly deltas?: readonly Delta[]
  readonly attributes?: Record<string, readonly string[]>
  readonly memberAttribute?: string
  /** How the group names its members; absent: by DN. */
  readonly memberForm?: MemberForm
  /** Of memberships here: once they are written, the group is as its entry, if its version was this one before. */
  readonly settles?: { readonly hash: string; readonly version: number }
  /** What names some of them, by person id, when it is more than that. */
  readonly memberValues?: Readonly<Record<number, readonly string[]>>
  readonly placeholder?: string
}

/** How an operation ended; the journal's states (rule 10). */
export interface Outcome {
  readonly state: 'done' | 'refused' | 'drifted' | 'cancelled' | 'in_doubt'
  readonly atomic?: boolean
  /** Of memberships: for these people it was so already. */
  readonly alreadySo?: readonly number[]
  readonly problem?: Pick<DirectoryProblem, 'code' | 'message' | 'fix' | 'field' | 'raw'>
}
export const done: Outcome = { state: 'done' }
export const drifted = (message: string): Outcome => ({
  state: 'drifted',
  problem: { code: 'drifted', message, fix: 'Preview again to see the change.', field: '', raw: '' },
})
export const refused = (message: string, fix: string): Outcome => ({
  state: 'refused',
  problem: { code: 'constraint_violation', message, fix, field: '', raw: '' },
})
/** Not sent: the connection broke off, or a person cancelled. A run that goes on takes it up again. */
export const leftOver: Outcome = {
  state: 'cancelled',
  problem: { code: 'cancelled', message: 'Not tried', fix: 'Resume the run.', field: '', raw: '' },
}
export const notTried: Outcome = {
  state: 'cancelled',
  problem: {
    code: 'cancelled',
    message: 'What it needs did not come about',
    fix: 'Preview again.',
    field: '',
    raw: '',
  },
}
/** Done, but for so many people who were not there. */
export function countedMissing(missing: number): Outcome {
  if (missing === 0) return done
  const message = `${writeNumber(missing)} ${missing === 1 ? 'person was' : 'people were'} not there to be added`
  return { state: 'done', problem: { code: 'not_there', message, fix: 'Preview again.', field: '', raw: '' } }
}
