import { baseOf } from '@bindery/sync'
import type { DecidedValues } from './decide-values.ts'
import { describeValues } from './describe-effect.ts'
import type { StagedPair } from './load-staged.ts'
import { guardOf, toPlanValue } from './plan-value.ts'
import { reasonOf, rowsOfAPair } from './decided-rows.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { reasonToFlow } from './rule-merger.ts'
import { subjectOf, viewOf } from './staged-subject.ts'
import { tellKeptActive, whyProtected } from './why-protected.ts'

/** The rows that write to the account: its values, its status apart, and what people decided apart. */
export async function planAccountUpdate(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  { outcomes, conflict }: DecidedValues,
  needs: number | null,
): Promise<boolean> {
  const pulled = outcomes.filter((outcome) => outcome.toAccounts !== null)
  for (const [decided, status] of rowsOfAPair) {
    const mine = pulled.filter(
      (outcome) => outcome.decided === decided && (outcome.rule.local === 'active') === status,
    )
    if (mine.length === 0) continue
    const values = mine.map((outcome) => toPlanValue(outcome, outcome.toAccounts, outcome.why))
    const disables = status && mine[0]?.toAccounts?.[0] === 'false'
    if (disables && whyProtected(job, read, pair) !== '') {
      await tellKeptActive(job, read, pair, { side: 'accounts', needs, values })
      continue
    }
    const view = viewOf(pair)
    await job.plan.add({
      ...subjectOf(read, pair),
      side: 'accounts',
      kind: status ? (disables ? 'disable' : 'enable') : 'update',
      ...reasonOf(decided, reasonToFlow(read, pair, mine, 'changed_in_directory'), conflict),
      effect: describeValues(values, 'accounts'),
      why: [...new Set(mine.map((outcome) => outcome.why))].join(' '),
      warnings: mine.some((outcome) => outcome.overwritten) ? ['overwritten'] : [],
      dependsOn: needs,
      guard: { ...guardOf(values, 'accounts'), ...(disables ? { disables: 1 } : {}) },
      values,
      payload: {
        values: Object.fromEntries(mine.map((outcome) => [outcome.rule.local, outcome.toAccounts ?? []])),
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
