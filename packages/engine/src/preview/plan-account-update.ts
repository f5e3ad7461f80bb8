import { baseOf, type MergeOutcome } from '@bindery/sync'
import { describeValues } from './describe-effect.ts'
import type { StagedPair } from './load-staged.ts'
import { guardOf, toPlanValue } from './plan-value.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { subjectOf, viewOf } from './staged-subject.ts'

/** The rows that write to the account: its values, and its status apart. */
export async function planAccountUpdate(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  outcomes: readonly MergeOutcome[],
  needs: number | null,
): Promise<boolean> {
  const pulled = outcomes.filter((outcome) => outcome.toAccounts !== null)
  for (const status of [false, true]) {
    const mine = pulled.filter((outcome) => (outcome.rule.local === 'active') === status)
    if (mine.length === 0) continue
    const values = mine.map((outcome) => toPlanValue(outcome, outcome.toAccounts, outcome.why))
    const disables = status && mine[0]?.toAccounts?.[0] === 'false'
    const view = viewOf(pair)
    await job.plan.add({
      ...subjectOf(read, pair),
      side: 'accounts',
      kind: status ? (disables ? 'disable' : 'enable') : 'update',
      reason: 'changed_in_directory',
      effect: describeValues(values, 'accounts'),
      why: [...new Set(mine.map((outcome) => outcome.why))].join(' '),
      warnings: mine.some((outcome) => outcome.overwritten) ? ['overwritten'] : [],
      dependsOn: needs,
      guard: { ...guardOf(values, 'accounts'), ...(disables ? { disables: 1 } : {}) },
      values,
      payload: {
        values: Object.fromEntries(mine.map((outcome) => [outcome.rule.local, outcome.toAccounts])),
        before: Object.fromEntries(mine.map((outcome) => [outcome.rule.local, outcome.local])),
        bases: Object.fromEntries(
          mine.map((outcome) => [
            outcome.rule.id,
            baseOf(outcome.rule, outcome.toAccounts ?? [], view.get(outcome.rule.id)?.raw ?? []),
          ]),
        ),
      },
    })
  }
  return pulled.length > 0
}
