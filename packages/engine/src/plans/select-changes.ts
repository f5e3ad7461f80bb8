import { BinderyError, type Verbs } from '@bindery/contract'
import { insertMany, type Database } from '@bindery/store'
import { closeSelection } from './close-selection.ts'
import { findPlan, loadPlan } from './load-plan.ts'
import { waitingRows } from './waiting-rows.ts'
import { matchChanges } from './match-changes.ts'
import type { PlanContext } from './plan-context.ts'
import { requireReady } from './require-ready.ts'

const idsPerQuery = 5000

/** Includes or excludes rows, by id, by what waits or by filter, and what goes with them. Told rows stay as they are. */
export function selectChanges(context: PlanContext): Verbs['selectChanges'] {
  return ({ params, body: { include, ids, waiting, filter } }) =>
    context.store.transaction(async (db) => {
      const plan = await findPlan(db, params.id)
      requireReady(plan)
      const chosen = ids
        ? await namedRows(db, params.id, ids, include)
        : waiting
          ? await waitingRows(db, plan, context.now())
          : await matchingRows(db, params.id, filter ?? {})
      const dependencies = await loadDependencies(db, params.id)
      await decide(db, params.id, [...closeSelection(chosen, include, dependencies)], include)
      return loadPlan(context, params.id, db)
    })
}

async function namedRows(
  db: Database,
  planId: number,
  ids: readonly number[],
  include: boolean,
): Promise<number[]> {
  const rows = await matchChanges(db, planId, {})
    .select(['id', 'applicable', 'name'])
    .where('id', 'in', ids)
    .execute()
  if (rows.length < new Set(ids).size)
    throw new BinderyError('invalid_request', 'Some of these rows are not in this plan')
  const told = rows.find((row) => row.applicable === 0)
  if (told && include)
    throw new BinderyError(
      'invalid_request',
      `The row of ${told.name} proposes nothing, so it cannot be included`,
    )
  return rows.filter((row) => row.applicable === 1).map((row) => row.id)
}

async function matchingRows(
  db: Database,
  planId: number,
  filter: Parameters<typeof matchChanges>[2],
): Promise<number[]> {
  const rows = await matchChanges(db, planId, filter).select('id').where('applicable', '=', 1).execute()
  return rows.map((row) => row.id)
}

async function loadDependencies(db: Database, planId: number) {
  const rows = await matchChanges(db, planId, {})
    .select(['id', 'depends_on'])
    .where('applicable', '=', 1)
    .where('depends_on', 'is not', null)
    .execute()
  return rows.map((row) => ({ id: row.id, dependsOn: row.depends_on ?? 0 }))
}

/** Only what differs from the plan's own proposal is kept, so the same selection has the same rows. */
async function decide(db: Database, planId: number, ids: readonly number[], include: boolean): Promise<void> {
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
