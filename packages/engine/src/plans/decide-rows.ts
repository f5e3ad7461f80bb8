import { insertMany, type Database } from '@bindery/store'
import { closeSelection } from './close-selection.ts'
import { matchChanges } from './match-changes.ts'

const idsPerQuery = 5000

/**
 * Includes or excludes rows of a plan, and what goes with them. Only what differs from the plan's own proposal is kept,
 * so the same selection has the same hash. To be run in a transaction.
 */
export async function decideRows(
  db: Database,
  planId: number,
  chosen: readonly number[],
  include: boolean,
): Promise<void> {
  const ids = [...closeSelection(chosen, include, await loadDependencies(db, planId))]
  const included = include ? 1 : 0
  for (let start = 0; start < ids.length; start += idsPerQuery) {
    const some = ids.slice(start, start + idsPerQuery)
    await db
      .deleteFrom('plan_selection')
      .where('plan_id', '=', planId)
      .where('change_id', 'in', some)
      .execute()
    const differing = await matchChanges(db, planId, {})
      .select('id')
      .where('id', 'in', some)
      .where('applicable', '=', 1)
      .where('included', '!=', included)
      .execute()
    await insertMany(
      db,
      'plan_selection',
      differing.map((row) => ({ plan_id: planId, change_id: row.id, included })),
    )
  }
}

async function loadDependencies(db: Database, planId: number) {
  const rows = await matchChanges(db, planId, {})
    .select(['id', 'depends_on'])
    .where('applicable', '=', 1)
    .where('depends_on', 'is not', null)
    .execute()
  return rows.map((row) => ({ id: row.id, dependsOn: row.depends_on ?? 0 }))
}
