import type { Side } from '@bindery/contract'
import { valueFacts, type MergeOutcome } from '@bindery/sync'
import { conflictKey, type FoundConflict } from './found-conflict.ts'
import { findDecision } from './find-decision.ts'
import type { StagedPair } from './load-staged.ts'
import { toPlanValue } from './plan-value.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

export interface DecidedValues {
  /** As given, but for the values that people decided. */
  readonly outcomes: readonly MergeOutcome[]
  /** What was in conflict, decided or not; null when nothing was. */
  readonly conflict: FoundConflict | null
}

/** Lets the values that people decided flow as they said. `mergeAs` merges one rule again with a side to let stand. */
export async function decideValues(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  outcomes: readonly MergeOutcome[],
  mergeAs: (outcome: MergeOutcome, side: Side) => MergeOutcome,
): Promise<DecidedValues> {
  const asked = outcomes.filter((outcome) => outcome.state === 'conflict')
  if (asked.length === 0) return { outcomes, conflict: null }
  const conflict: FoundConflict = {
    key: conflictKey('values', read.kind, pair),
    family: 'values',
    reason: 'conflict_values',
    why: asked[0]?.why ?? '',
    facts: valueFacts(asked),
    values: asked.map((outcome) => toPlanValue(outcome, null, outcome.why)),
    candidates: [],
  }
  const decision = await findDecision(job, conflict)
  const sides = decision?.kind === 'values' ? decision.sides : {}
  return {
    conflict,
    outcomes: outcomes.map((outcome) => {
      const side = outcome.state === 'conflict' ? sides[outcome.rule.id] : undefined
      const decided = side && mergeAs(outcome, side)
      // A value that cannot flow, such as an empty one where one is required, settles nothing.
      return decided?.state === 'flows' ? decided : outcome
    }),
  }
}
