import type { GuardVerdict, Policy, Side } from '@bindery/contract'
import { isGuarded, type Database, type Tables } from '@bindery/store'
import { evaluateGuard, type GuardedRows, type GuardInput, type RowGuard } from '@bindery/sync'
import type { Tally } from './tally-plan.ts'

/** `plans.guard_input`: what the preview leaves for the guard. */
export type StoredGuardInput = Pick<GuardInput, 'totals' | 'snapshot' | 'settingsChanged' | 'causes'> & {
  readonly limits: Policy['guard']
}

/** The guard's verdict on what is included now (rule 8). */
export async function judgePlan(
  db: Database,
  plan: Tables['plans'],
  tallies: readonly Tally[],
  now: Date,
): Promise<GuardVerdict> {
  const stored = JSON.parse(plan.guard_input) as StoredGuardInput
  return evaluateGuard({
    ...stored,
    rows: tallies.filter((row) => row.included).map(toGuarded),
    recent: await recentRows(db, plan.directory_id, now),
  })
}

/** A tally as the guard sees it. */
export const toGuarded = ({ side, guard, count }: Tally): GuardedRows => ({ side, guard, rows: count })

const day = 24 * 60 * 60 * 1000

async function recentRows(db: Database, directoryId: number, now: Date): Promise<GuardedRows[]> {
  const rows = await db
    .selectFrom('journal')
    .select((build) => ['side', 'guard', build.fn.countAll().as('count')])
    .where('directory_id', '=', directoryId)
    .where('at', '>=', new Date(now.getTime() - day).toISOString())
    .where('state', '=', 'done')
    .where(isGuarded)
    .groupBy(['side', 'guard'])
    .execute()
  return rows.map((row) => ({
    side: row.side as Side,
    guard: JSON.parse(row.guard) as RowGuard,
    rows: Number(row.count),
  }))
}
