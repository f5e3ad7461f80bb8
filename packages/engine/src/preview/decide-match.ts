import type { Decision, SubjectKind } from '@bindery/contract'
import { asked, factsOf, matchConflictKey, type MatchQuestion, type MatchVerdict } from './match-question.ts'
import { findDecisions } from './find-decision.ts'
import type { ReadJob } from './preview-job.ts'

/** An entry that nobody can match for sure. */
export interface AskedEntry {
  readonly id: number
  readonly stableId: string | null
  readonly question: MatchQuestion
}

/** What becomes of it: the account it was decided to be, a new one, or none. */
export interface MatchAnswer {
  readonly id: number
  readonly verdict: MatchVerdict
  readonly localId: number | 'new' | null
  /** A person said so. */
  readonly decided: boolean
}

/** Looks what people decided about these entries, and keeps the accounts in question from being created on the other side. */
export async function decideMatches(
  job: ReadJob,
  kind: SubjectKind,
  entries: readonly AskedEntry[],
): Promise<MatchAnswer[]> {
  const keyed = entries.map((entry) => ({
    ...entry,
    key: matchConflictKey(kind, entry.stableId),
    facts: factsOf(entry.question),
  }))
  const decisions = await findDecisions(job, keyed)
  return keyed.map(({ id, key, question }) => answer(job, kind, id, question, decisions.get(key)))
}

function answer(
  job: ReadJob,
  kind: SubjectKind,
  id: number,
  question: MatchQuestion,
  decision: Decision | undefined,
): MatchAnswer {
  const blocked = job.blocked[kind]
  switch (decision?.kind) {
    case 'link':
      // Its own entry is gone: nothing is done about that any more.
      if (question.accounts.some((account) => account.id === decision.localId && account.linked))
        job.relinked[kind].add(decision.localId ?? 0)
      return { id, verdict: { decided: 'link', question }, localId: decision.localId, decided: true }
    case 'separate': {
      // Two entries of one name would come of an account that has the name of this one.
      const alike = question.accounts.filter((account) => account.keys.username === question.keys.username)
      for (const account of alike) blocked.add(account.id)
      return { id, verdict: { decided: 'separate', question }, localId: 'new', decided: true }
    }
    case 'ignore':
      for (const account of question.accounts) blocked.add(account.id)
      return { id, verdict: { decided: 'ignore', question }, localId: null, decided: true }
    case 'values':
    case 'accept':
    case 'restore':
    case undefined:
      for (const account of question.accounts) blocked.add(account.id)
      return { id, verdict: asked(question), localId: null, decided: false }
  }
}
