import type { ConflictReason, SubjectKind } from '@bindery/contract'
import { matchFacts, type ConflictFacts, type MatchCandidate, type MatchKeys } from '@bindery/sync'
import { conflictKey } from './found-conflict.ts'
import type { ReadJob } from './preview-job.ts'

/** An account that shares a key with an entry. */
export interface AccountInQuestion extends MatchCandidate {
  /** The entry it is linked to, by stable id, whatever became of that link. */
  readonly linkedTo: string | null
  readonly dn: string | null
  /** That entry is no longer there. */
  readonly gone: boolean
}

/** Who an entry might be, and why nobody can say. */
export interface MatchQuestion {
  readonly reason: ConflictReason
  readonly detail: string
  readonly keys: MatchKeys
  readonly accounts: readonly AccountInQuestion[]
  /** Other entries that claim the same account, by DN. */
  readonly rivals: readonly string[]
  /** It was decided to be an account that another entry was decided to be as well. */
  readonly decidedTwice?: true
}

/** What matching leaves in a staged entry's verdict. `reason` says that nothing comes of it, as for a skipped entry. */
export interface MatchVerdict {
  readonly reason?: ConflictReason | 'withheld_restored'
  readonly detail?: string
  /** The rule that recognised it. */
  readonly matched?: { readonly local: string; readonly remote: string }
  /** A person said so. */
  readonly decided?: 'link' | 'separate' | 'ignore'
  readonly question?: MatchQuestion
  /** It is the entry of a link under a new stable id. */
  readonly renews?: Renewal
}

/** What tells that an entry of a restored directory is that of a link. */
export interface Renewal {
  /** The stable id that it had. */
  readonly stableId: string
  /** The rule that recognised it; null: its place alone. */
  readonly by: MatchVerdict['matched'] | null
  /** It stands elsewhere than at the last sync. */
  readonly moved: boolean
}

/** What a decision about it rests on. */
export const factsOf = ({ keys, accounts }: MatchQuestion): ConflictFacts => matchFacts(keys, accounts)

export const matchConflictKey = (kind: SubjectKind, stableId: string | null): string =>
  conflictKey('match', kind, { stableId })

/** The verdict on an entry that nobody decided. */
export const asked = (question: MatchQuestion): MatchVerdict => ({
  reason: question.reason,
  detail: question.detail,
  question,
})

/** Two entries cannot be one account, whoever said so: both are asked about again. */
export const askedAgain = (question: MatchQuestion): MatchVerdict =>
  asked({
    ...question,
    detail: 'Two entries were decided to be this one. Decide one of them again.',
    decidedTwice: true,
  })

/** An account that was decided to be two entries is neither: it stays as it is until one of them is decided again. */
export function giveBack(job: ReadJob, kind: SubjectKind, localId: number): void {
  job.blocked[kind].add(localId)
  job.relinked[kind].delete(localId)
}
