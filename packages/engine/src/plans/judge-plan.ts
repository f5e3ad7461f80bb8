import { guardKinds, type GuardKind, type GuardVerdict, type Policy, type Side } from '@bindery/contract'
import type { Database, Tables } from '@bindery/store'
import { evaluateGuard, type GuardCount, type GuardInput } from '@bindery/sync'
import type { RowGuard, Tally } from './tally-plan.ts'

/** `plans.guard_input`: what the preview leaves for the guard. */
export type StoredGuardInput = Pick<GuardInput, 'totals' | 'snapshot' | 'settingsChanged'> & {
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
  const included = tallies.filter((row) => row.included)
  return evaluateGuard({
    ...stored,
    counts: included.flatMap((row) => countsOf(row.side, row.guard, row.count)),
    recent: await recentCounts(db, plan.directory_id, now),
  })
}

/** Included rows that remove: what the typed confirmation asks for. */
export const removalsOf = (tallies: readonly Tally[]) =>
  tallies.reduce((sum, row) => sum + (row.included ? (row.guard.removals ?? 0) * row.count : 0), 0)

function countsOf(side: Side, guard: RowGuard, times: number): GuardCount[] {
  const count = (kind: GuardKind, attribute: string, number: number) => ({
    side,
    kind,
    attribute,
    count: number * times,
  })
  return guardKinds.flatMap((kind) => {
    if (kind === 'cleared_values')
      return (guard.cleared_values ?? []).map((attribute) => count(kind, attribute, 1))
    const number = guard[kind] ?? 0
    return number > 0 ? [count(kind, '', number)] : []
  })
}

const day = 24 * 60 * 60 * 1000

async function recentCounts(db: Database, directoryId: number, now: Date): Promise<GuardCount[]> {
  const rows = await db
    .selectFrom('journal')
    .select((build) => ['side', 'guard', build.fn.countAll().as('count')])
    .where('directory_id', '=', directoryId)
    .where('at', '>=', new Date(now.getTime() - day).toISOString())
    .where('state', '=', 'done')
    .where('guard', '!=', '{}')
    .groupBy(['side', 'guard'])
    .execute()
  return rows.flatMap((row) =>
    countsOf(row.side as Side, JSON.parse(row.guard) as RowGuard, Number(row.count)),
  )
}
