import {
  BinderyError,
  type Plan,
  type Progress,
  type Proof,
  type Restored,
  type Warning,
} from '@bindery/contract'
import type { Database, Tables } from '@bindery/store'
import { taskKey } from '../tasks/task-messages.ts'
import { countRemovals, countTallies, sum } from './count-plan.ts'
import { judgePlan } from './judge-plan.ts'
import { loadSelectionHash } from './load-selection-hash.ts'
import type { PlanContext } from './plan-context.ts'
import { toPlanSummary } from './plan-summary.ts'
import { tallyPlan, type Tally } from './tally-plan.ts'
import { tellStale } from './tell-stale.ts'

/** `plans.approval`: who let which plan and selection pass the guard. */
export type StoredApproval = NonNullable<Plan['approval']> & {
  readonly planHash: string
  readonly selectionHash: string
}

/** The row of a plan, or of the one that stands for it (`reuseTwin`); throws `not_found`. */
export async function findPlan(db: Database, planId: number): Promise<Tables['plans']> {
  const row = await db.selectFrom('plans').selectAll().where('id', '=', planId).executeTakeFirst()
  if (!row) throw new BinderyError('not_found', `There is no plan ${planId}`)
  return row.same_as === null ? row : findPlan(db, row.same_as)
}

/** A plan with everything the screen shows above its rows. `db` may be a transaction. Throws `not_found`. */
export async function loadPlan(context: PlanContext, planId: number, db = context.store.db): Promise<Plan> {
  const row = await findPlan(db, planId)
  const reviewable = row.plan_hash !== ''
  const tallies = reviewable ? await tallyPlan(db, row.id) : []
  const selectionHash = reviewable ? await loadSelectionHash(db, row) : ''
  const included = tallies.filter((tally) => tally.included)
  const live = row.state === 'running' ? context.tasks.live.latest(taskKey('preview', row.id)) : undefined
  return {
    ...toPlanSummary(row),
    progress: live ?? (JSON.parse(row.progress) as Progress),
    planHash: row.plan_hash,
    selectionHash,
    counts: countTallies(tallies),
    attributes: facetOf(tallies, (tally) => tally.attributes).map(([attribute, count]) => ({
      attribute,
      count,
    })),
    warnings: facetOf<Warning>(tallies, (tally) => tally.warnings).map(([warning, count]) => ({
      warning,
      count,
    })),
    included: sum(included),
    removals: countRemovals(tallies),
    guard: reviewable ? await judgePlan(db, row, tallies, context.now()) : null,
    approval: validApproval(row, selectionHash),
    proof: row.proof === null ? null : (JSON.parse(row.proof) as Proof),
    restored: row.restored === null ? null : (JSON.parse(row.restored) as Restored),
    stale: await tellStale(db, row),
  }
}

/** How many rows have each of the words, most first. */
function facetOf<Word extends string>(
  tallies: readonly Tally[],
  wordsOf: (tally: Tally) => readonly Word[],
): [Word, number][] {
  const counts = new Map<Word, number>()
  for (const tally of tallies)
    for (const word of wordsOf(tally)) counts.set(word, (counts.get(word) ?? 0) + tally.count)
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
}

/** Approval is of one plan and one selection: any other makes it void (S38). */
function validApproval(row: Tables['plans'], selectionHash: string): Plan['approval'] {
  if (row.approval === null) return null
  const { actor, at, reason, carriedFrom, ...of } = JSON.parse(row.approval) as StoredApproval
  return of.planHash === row.plan_hash && of.selectionHash === selectionHash
    ? { actor, at, reason, carriedFrom }
    : null
}
