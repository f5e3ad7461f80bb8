import type { Candidate, ConflictFamily, ConflictReason, PlanValue, SubjectKind } from '@bindery/contract'
import type { ConflictFacts } from '@bindery/sync'

/** A conflict as a preview sees it. It goes along with the plan row that tells of it, or that people decided so. */
export interface FoundConflict {
  /** Made by `conflictKey`. */
  readonly key: string
  readonly family: ConflictFamily
  readonly reason: ConflictReason
  readonly why: string
  /** What a decision rests on. */
  readonly facts: ConflictFacts
  readonly values: readonly PlanValue[]
  readonly candidates: readonly Candidate[]
  /** What was decided cannot be, since another decision says otherwise. */
  readonly contradicted?: true
}

/** One conflict of a sort for each subject: the entry's stable id, or the account where there is no entry. */
export function conflictKey(
  family: ConflictFamily,
  subjectKind: SubjectKind,
  subject: { readonly stableId: string | null } | { readonly localId: number },
): string {
  const identity = 'localId' in subject ? `local:${subject.localId}` : (subject.stableId ?? '')
  return `${family}:${subjectKind}:${identity}`
}
