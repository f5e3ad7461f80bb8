import type { Database } from '@bindery/store'

const rowsPerStep = 1000

/** Removes the rows of a plan that is not needed any more, and its read, in steps that hold nobody up. */
export async function dropPlanRows(db: Database, planId: number): Promise<void> {
  for (;;) {
    const rows = await db
      .selectFrom('plan_changes')
      .select('id')
      .where('plan_id', '=', planId)
      .limit(rowsPerStep)
      .execute()
    if (rows.length === 0) break
    const ids = rows.map((row) => row.id)
    await db.deleteFrom('plan_members').where('change_id', 'in', ids).execute()
    await db.deleteFrom('plan_changes').where('id', 'in', ids).execute()
  }
  await db.deleteFrom('plan_tallies').where('plan_id', '=', planId).execute()
  await db.deleteFrom('plan_selection').where('plan_id', '=', planId).execute()
  await db
    .deleteFrom('snapshots')
    .where('id', 'in', (plans) => plans.selectFrom('plans').select('snapshot_id').where('id', '=', planId))
    .execute()
  await db.updateTable('plans').set({ snapshot_id: null }).where('id', '=', planId).execute()
}

/**
 * Removes the plans of one actor that were last confirmed before an instant, were never applied or approved, and are not
 * the newest of their directory.
 */
export async function dropOldPlans(
  db: Database,
  directoryId: number,
  actor: string,
  before: Date,
): Promise<void> {
  const plans = await db
    .selectFrom('plans')
    .select('id')
    .where('directory_id', '=', directoryId)
    .where('actor', '=', actor)
    .where('finished_at', '<', before.toISOString())
    .where('state', 'in', ['ready', 'failed', 'cancelled'])
    .where('approval', 'is', null)
    .where('run_id', 'is', null)
    .where('id', '<', (all) =>
      all
        .selectFrom('plans as newest')
        .select(({ fn }) => fn.max('newest.id').as('id'))
        .where('newest.directory_id', '=', directoryId)
        .where('newest.same_as', 'is', null),
    )
    .execute()
  for (const { id } of plans) {
    await dropPlanRows(db, id)
    await db.deleteFrom('plans').where('id', '=', id).execute()
  }
}
