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
  const tallies = rows.map((row) => ({ plan_id: planId, ...row, count: Number(row.count) }))
  await insertMany(db, 'plan_tallies', tallies)
}

/** Everything that is counted about the rows of a plan as it proposes them, whatever people decided. */
export async function tallyRows(db: Database, planId: number): Promise<Tally[]> {
  const rows = await db.selectFrom('plan_tallies').selectAll().where('plan_id', '=', planId).execute()
  return rows.map(toTally)
}

/** Everything that is counted about a plan as people decided: only what they decided otherwise is counted anew. */
export async function tallyPlan(db: Database, planId: number): Promise<readonly Tally[]> {
  const proposed = await tallyRows(db, planId)
  const decided = await db
    .selectFrom('plan_selection as chosen')
    .innerJoin('plan_changes', 'plan_changes.id', 'chosen.change_id')
    .select(counted.map((name) => `plan_changes.${name}` as const))
    .select(({ fn }) => fn.countAll().as('count'))
    .where('chosen.plan_id', '=', planId)
    .whereRef('chosen.included', '!=', 'plan_changes.included')
    .groupBy(counted.map((name) => `plan_changes.${name}` as const))
    .execute()
  return decided.length === 0 ? proposed : moveDecided(proposed, decided.map(toTally))
}

/** Takes what was decided otherwise from one side to the other. */
function moveDecided(proposed: readonly Tally[], decided: readonly Tally[]): Tally[] {
  const moved = new Map(decided.map((tally) => [keyOf(tally), tally]))
  return proposed.flatMap((tally) => {
    const other = moved.get(keyOf(tally))
    if (!other) return [tally]
    const stay = { ...tally, count: tally.count - other.count }
    const go = { ...other, included: other.applicable && !other.included }
    return stay.count === 0 ? [go] : [stay, go]
  })
}

const keyOf = ({ count: _count, ...of }: Tally) => JSON.stringify(of)

function toTally(
  row: Pick<Tables['plan_changes'], (typeof counted)[number]> & { readonly count: unknown },
): Tally {
  return {
    side: row.side as Side,
    subjectKind: row.subject_kind as SubjectKind,
    kind: row.kind as ChangeKind,
    attributes: itemsOf(row.attributes),
    warnings: itemsOf(row.warnings) as Warning[],
    guard: JSON.parse(row.guard) as RowGuard,
    applicable: row.applicable === 1,
    included: row.applicable === 1 && row.included === 1,
    count: Number(row.count),
  }
}
