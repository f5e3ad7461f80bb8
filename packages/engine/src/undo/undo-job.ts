import type { ChangeKind, PlanValue, Settings, Side, SubjectKind } from '@bindery/contract'
import type { DirectorySession } from '@bindery/directory'
import type { Tables } from '@bindery/store'
import type { Payload } from '../apply/apply-job.ts'
import type { BeforeImage } from '../apply/before-images.ts'
import type { PlanWriter } from '../preview/plan-writer.ts'
import type { TaskContext } from '../tasks/task-context.ts'

/** One undo being planned. */
export interface UndoJob {
  readonly task: TaskContext
  readonly planId: number
  readonly runId: number
  readonly directoryId: number
  readonly settings: Settings
  readonly session: DirectorySession
  readonly plan: PlanWriter
}

/** An operation that a run did. */
export interface DoneChange {
  readonly id: number
  readonly side: Side
  readonly subjectKind: SubjectKind
  readonly kind: ChangeKind
  readonly name: string
  readonly displayName: string
  readonly dn: string | null
  readonly newDn: string | null
  readonly localId: number
  readonly stableId: string | null
  readonly values: readonly PlanValue[]
  readonly payload: Payload
  /** Done to what the same run created on this side: it goes with it. */
  readonly ofCreated: boolean
  /** `journal.before_image`, opened. */
  readonly before: BeforeImage
}

/** What every row of an undo says of its subject. */
export function subjectOf(change: DoneChange, link: Tables['links'] | undefined) {
  return {
    side: change.side,
    subjectKind: change.subjectKind,
    reason: 'undone' as const,
    name: change.name,
    displayName: change.displayName,
    dn: change.newDn ?? change.dn ?? link?.dn ?? null,
    localId: change.localId,
    linkId: link?.id ?? null,
    stableId: change.stableId ?? link?.stable_id ?? null,
    why: `The run did this: ${change.kind}. Undoing it goes back to what was there before.`,
  }
}
