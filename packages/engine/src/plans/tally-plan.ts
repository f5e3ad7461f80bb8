import type { ChangeKind, Side, SubjectKind, Warning } from '@bindery/contract'
import { insertMany, type Database, type Tables } from '@bindery/store'
import type { RowGuard } from '@bindery/sync'

/** Rows of a plan that are alike in everything that is counted. */
export interface Tally {
  readonly side: Side
  readonly subjectKind: SubjectKind
  readonly kind: ChangeKind
  readonly attributes: readonly string[]
  readonly warnings: readonly Warning[]
  readonly guard: RowGuard
  readonly applicable: boolean
  /** By the policy, or as people decided otherwise. */
  readonly included: boolean
  readonly count: number
}

/** The items of a text such as `,mail,phone,`. */
export const itemsOf = (text: string) => text.split(',').filter((item) => item !== '')

const counted = [
  'side',
  'subject_kind',
  'kind',
  'attributes',
  'warnings',
  'guard',
  'applicable',
  'included',
] as const

/**
 * Counts the rows of a plan that has all of them, once and for good: the task that made the plan does, since looking at
 * every row of a large one would hold up whoever asks the server for anything. There are few kinds of rows.
 */
export async function keepTallies(db: Database, planId: number): Promise<void> {
  const rows = await db
    .selectFrom('plan_changes')
    .select(counted)
    .select(({ fn }) => fn.countAll().as('count'))
    .where('plan_id', '=', planId)
    .groupBy(counted)
    .execute()
  const tallies = rows.map((row) => ({ plan_id: planId, ...row, count: Number(row.count), decided: 0 }))
  await insertMany(db, 'plan_tallies', tallies)
}

/**
 * Lets rows of a plan be decided, and counts what differs from its proposal then: of the rows with these ids, or anew of
 * all (null). To be run in the transaction that decides.
 */
export async function keepDecided(
  db: Database,
  planId: number,
  ids: readonly number[] | null,
  decide: () => Promise<void>,
): Promise<void> {
  if (ids) await addDecided(db, planId, ids, -1)
  else await db.updateTable('plan_tallies').set({ decided: 0 }).where('plan_id', '=', planId).execute()
  await decide()
  await addDecided(db, planId, ids, 1)
}

async function addDecided(db: Database, planId: number, ids: readonly number[] | null, times: 1 | -1) {
  const rows = await db
    .selectFrom('plan_selection as chosen')
    .innerJoin('plan_changes', 'plan_changes.id', 'chosen.change_id')
    .select(counted.map((name) => `plan_changes.${name}` as const))
    .select(({ fn }) => fn.countAll().as('count'))
    .where('chosen.plan_id', '=', planId)
    .$if(ids !== null, (some) => some.where('chosen.change_id', 'in', ids ?? []))
    .groupBy(counted.map((name) => `plan_changes.${name}` as const))
    .execute()
  for (const { count, ...of } of rows)
    await db
      .updateTable('plan_tallies')
      .set((build) => ({ decided: build('decided', '+', times * Number(count)) }))
      .where('plan_id', '=', planId)
      .where((build) => build.and(of))
      .execute()
}

/** Everything that is counted about the rows of a plan as it proposes them, whatever people decided. */
export async function tallyRows(db: Database, planId: number): Promise<Tally[]> {
  return (await loadTallies(db, planId)).map(toTally)
}

/** Everything that is counted about a plan as people decided. */
export async function tallyPlan(db: Database, planId: number): Promise<Tally[]> {
  const rows = await loadTallies(db, planId)
  return rows.flatMap(({ decided, ...row }) =>
    [
      { ...row, count: row.count - decided },
      { ...row, included: 1 - row.included, count: decided },
    ]
      .filter(({ count }) => count > 0)
      .map(toTally),
  )
}

const loadTallies = (db: Database, planId: number) =>
  db.selectFrom('plan_tallies').selectAll().where('plan_id', '=', planId).execute()

function toTally(row: Omit<Tables['plan_tallies'], 'plan_id' | 'decided'>): Tally {
  return {
    side: row.side as Side,
    subjectKind: row.subject_kind as SubjectKind,
    kind: row.kind as ChangeKind,
    attributes: itemsOf(row.attributes),
    warnings: itemsOf(row.warnings) as Warning[],
    guard: JSON.parse(row.guard) as RowGuard,
    applicable: row.applicable === 1,
    included: row.applicable === 1 && row.included === 1,
    count: row.count,
  }
}
