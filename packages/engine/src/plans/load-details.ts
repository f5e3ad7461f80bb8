import type { PlanMember } from '@bindery/contract'
import type { Database, Tables } from '@bindery/store'

const sampleSize = 100

/** The first hundred members that each of these rows adds or removes, additions first, then by name. */
export async function loadMemberSamples(
  db: Database,
  changeIds: readonly number[],
): Promise<Map<number, PlanMember[]>> {
  if (changeIds.length === 0) return new Map()
  const rows = await db
    .selectFrom((build) =>
      build
        .selectFrom('plan_members')
        .selectAll()
        .select(({ fn }) =>
          fn
            .agg<number>('row_number')
            // 'add' comes before 'remove'.
            .over((over) => over.partitionBy('change_id').orderBy('op').orderBy('name').orderBy('person_id'))
            .as('place'),
        )
        .where('change_id', 'in', changeIds)
        .where('op', 'in', ['add', 'remove'])
        .as('member'),
    )
    .selectAll()
    .where('place', '<=', sampleSize)
    .orderBy('change_id')
    .orderBy('place')
    .execute()
  return groupRows(rows, toMember)
}

export const toMember = (row: Tables['plan_members']): PlanMember => ({
  op: row.op === 'add' ? 'add' : 'remove',
  name: row.name,
  personId: row.person_id,
  dn: row.dn,
})

function groupRows<Row extends { readonly change_id: number }, Item>(
  rows: readonly Row[],
  toItem: (row: Row) => Item,
): Map<number, Item[]> {
  const groups = new Map<number, Item[]>()
  for (const row of rows) {
    const group = groups.get(row.change_id)
    if (group) group.push(toItem(row))
    else groups.set(row.change_id, [toItem(row)])
  }
  return groups
}
