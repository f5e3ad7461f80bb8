import type { Database } from '@bindery/store'
import { closeSelection } from './close-selection.ts'
import { matchChanges, namedChanges, type ChangeFilter } from './match-changes.ts'
import { keepDecided } from './tally-plan.ts'

const idsPerQuery = 5000

/**
 * Includes or excludes rows of a plan, by their ids or all that fit a filter, and what goes with them. Only what differs
 * from the plan's own proposal is kept, so the same selection has the same hash. To be run in a transaction.
 */
export async function decideRows(
  db: Database,
  planId: number,
  chosen: readonly number[] | ChangeFilter,
  include: boolean,
): Promise<void> {
  const dependencies = await loadDependencies(db, planId)
  const byId = async (ids: readonly number[]) => {
    for (let start = 0; start < ids.length; start += idsPerQuery) {
      const some = ids.slice(start, start + idsPerQuery)
      await keepDecided(db, planId, some, () => decide(db, planId, namedChanges(db, some), include))
    }
  }
  if (isIds(chosen)) return byId([...closeSelection(chosen, include, dependencies)])
  const rows = matchChanges(db, planId, chosen)
  const fitting = await rows.select('id').where('applicable', '=', 1).execute()
  await keepDecided(db, planId, null, () => decide(db, planId, rows, include))
  // What fits comes first, and is done.
  const closed = closeSelection(
    fitting.map(({ id }) => id),
    include,
    dependencies,
  )
  await byId([...closed].slice(fitting.length))
}

const isIds = (chosen: readonly number[] | ChangeFilter): chosen is readonly number[] => Array.isArray(chosen)

/** However many rows: the database does it by itself. */
async function decide(
  db: Database,
  planId: number,
  rows: ReturnType<typeof matchChanges>,
  include: boolean,
): Promise<void> {
  const included = include ? 1 : 0
  await db
    .deleteFrom('plan_selection')
    .where('plan_id', '=', planId)
    .where('change_id', 'in', rows.select('plan_changes.id'))
    .execute()
  await db
    .insertInto('plan_selection')
    .columns(['plan_id', 'change_id', 'included'])
    .expression(
      rows
        .where('applicable', '=', 1)
        .where('included', '!=', included)
        .select((build) => ['plan_id', 'id', build.lit(included).as('included')]),
    )
    .execute()
}

async function loadDependencies(db: Database, planId: number) {
  const rows = await matchChanges(db, planId, {})
    .select(['id', 'depends_on'])
    .where('applicable', '=', 1)
    .where('depends_on', 'is not', null)
    .execute()
  return rows.map((row) => ({ id: row.id, dependsOn: row.depends_on ?? 0 }))
}
