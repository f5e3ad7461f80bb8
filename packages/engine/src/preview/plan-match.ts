import type { Candidate, PlanValue, Reason } from '@bindery/contract'
import type { FoundConflict } from './found-conflict.ts'
import type { StagedPair } from './load-staged.ts'
import { factsOf, matchConflictKey, type MatchQuestion } from './match-question.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { subjectOf, viewOf } from './staged-subject.ts'

/** The conflict about who an entry is, as its rows carry it. */
export function matchConflict(
  read: SubjectRead,
  pair: StagedPair,
  question: MatchQuestion,
  candidates: readonly Candidate[],
): FoundConflict {
  return {
    key: matchConflictKey(read.kind, pair.stableId),
    family: 'match',
    reason: question.reason,
    why: question.detail,
    facts: factsOf(question),
    values: valuesBeside(read, pair, candidates[0]),
    candidates,
    ...(question.decidedTwice ? { contradicted: true } : {}),
  }
}

/** Nobody can say who it is: nothing is done until a person decides. */
export async function tellMatch(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  conflict: FoundConflict,
): Promise<void> {
  await job.plan.add({
    ...subjectOf(read, pair),
    side: 'accounts',
    kind: 'conflict',
    reason: conflict.reason,
    effect: 'Nothing is done until a person decides',
    why: conflict.why,
    applicable: false,
    values: conflict.values,
    conflict,
  })
}

/** It was decided, and nothing comes of it: why is told, so that it is not forgotten. */
export async function tellDecided(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  conflict: FoundConflict,
  told: { readonly reason?: Reason; readonly effect: string; readonly why: string },
): Promise<void> {
  await job.plan.add({
    ...subjectOf(read, pair),
    side: 'accounts',
    kind: told.reason === undefined ? 'skipped' : 'withheld',
    reason: told.reason ?? 'decided',
    effect: told.effect,
    why: told.why,
    applicable: false,
    conflict,
  })
}

function valuesBeside(read: SubjectRead, pair: StagedPair, first: Candidate | undefined): PlanValue[] {
  const view = viewOf(pair)
  // One row for each attribute of the account, whichever rules write it elsewhere too.
  const shown = read.rules.filter(
    (rule, index) => read.rules.findIndex((other) => other.local === rule.local) === index,
  )
  return shown.map((rule) => ({
    attribute: rule.local,
    ruleId: rule.id,
    base: null,
    accounts: [...(first?.values[rule.local] ?? [])],
    directory: [...(view.get(rule.id)?.values ?? [])],
    after: null,
    why: '',
    overwritten: false,
  }))
}
