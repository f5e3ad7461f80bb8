import type { ChangeKind, Side, SubjectKind, Warning } from '@bindery/contract'
import type { Database } from '@bindery/store'
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

/** Everything that is counted about a plan, in one pass over its rows. There are few kinds of rows. */
export async function tallyPlan(db: Database, planId: number): Promise<Tally[]> {
  const rows = await db
    .selectFrom('plan_changes as change')
    .leftJoin('plan_selection as chosen', (join) =>
      join.onRef('chosen.plan_id', '=', 'change.plan_id').onRef('chosen.change_id', '=', 'change.id'),
    )
    .select((build) => [
      'change.side',
      'change.subject_kind',
      'change.kind',
      'change.attributes',
      'change.warnings',
      'change.guard',
      'change.applicable',
      build.fn.coalesce('chosen.included', 'change.included').as('taken'),
      build.fn.countAll().as('count'),
    ])
    .where('change.plan_id', '=', planId)
    .groupBy([
      'change.side',
      'change.subject_kind',
      'change.kind',
      'change.attributes',
      'change.warnings',
      'change.guard',
      'change.applicable',
      'taken',
    ])
    .execute()
  return rows.map((row) => ({
    side: row.side as Side,
    subjectKind: row.subject_kind as SubjectKind,
    kind: row.kind as ChangeKind,
    attributes: itemsOf(row.attributes),
    warnings: itemsOf(row.warnings) as Warning[],
    guard: JSON.parse(row.guard) as RowGuard,
    applicable: row.applicable === 1,
    included: row.applicable === 1 && row.taken === 1,
    count: Number(row.count),
  }))
}
