import type { Side } from '@bindery/contract'
import type { Database, Tables } from '@bindery/store'
import { waitsFor, type RowGuard } from '@bindery/sync'
import { judgePlan } from './judge-plan.ts'
import { matchChanges } from './match-changes.ts'
import { tallyPlan } from './tally-plan.ts'

/** Ids of the rows that keep the guard from letting the rest of what is included pass. */
export async function waitingRows(db: Database, plan: Tables['plans'], now: Date): Promise<number[]> {
  const { limits } = await judgePlan(db, plan, await tallyPlan(db, plan.id), now)
  const guarded = await matchChanges(db, plan.id, {})
    .select(['id', 'side', 'guard'])
    .where('applicable', '=', 1)
    .where('guard', '!=', '{}')
    .execute()
  return guarded
    .filter((row) =>
      waitsFor(limits, { side: row.side as Side, guard: JSON.parse(row.guard) as RowGuard, rows: 1 }),
    )
    .map((row) => row.id)
}
