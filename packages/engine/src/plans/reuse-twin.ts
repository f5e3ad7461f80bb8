import type { Database, Store, Tables } from '@bindery/store'
import { dropPlanRows } from './drop-plans.ts'
import { tellStale } from './tell-stale.ts'

/**
 * A scheduled preview that found exactly what a plan proposes that waits already: that plan goes on waiting, with the
 * newer read as its proof, and stands for the new one. So whoever reviews it is not overtaken every few seconds, and a
 * quiet directory does not fill the database. The answer is the id of the plan to go on with.
 */
export async function reuseTwin(store: Store, planId: number): Promise<number> {
  const twin = await store.transaction(async (db) => {
    const plan = await db.selectFrom('plans').selectAll().where('id', '=', planId).executeTakeFirst()
    const older = plan && plan.state === 'ready' ? await findTwin(db, plan) : undefined
    if (!plan || !older) return undefined
    const { snapshot_id, finished_at, proof, guard_input, sentence } = plan
    await db
      .updateTable('plans')
      .set({ snapshot_id, finished_at, proof, guard_input, sentence })
      .where('id', '=', older.id)
      .execute()
    await db
      .updateTable('plans')
      .set({ same_as: older.id, snapshot_id: older.snapshot_id })
      .where('id', '=', planId)
      .execute()
    return older
  })
  if (!twin) return planId
  await dropPlanRows(store.db, planId)
  return twin.id
}

async function findTwin(db: Database, plan: Tables['plans']): Promise<Tables['plans'] | undefined> {
  const older = await db
    .selectFrom('plans')
    .selectAll()
    .where('directory_id', '=', plan.directory_id)
    .where('id', '<', plan.id)
    .where('settings_version', '=', plan.settings_version)
    .where('plan_hash', '=', plan.plan_hash)
    .where('state', '=', 'ready')
    .where('same_as', 'is', null)
    .where('undoes_run', 'is', null)
    .where('retries_run', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!older || (await tellStale(db, older)) !== '') return undefined
  // What a person is choosing from is theirs; and an approval that came along is not to be lost.
  const touched = await db
    .selectFrom('plan_selection')
    .select('change_id')
    .where('plan_id', '=', older.id)
    .limit(1)
    .executeTakeFirst()
  return older.approval === null && (touched !== undefined || plan.approval !== null) ? undefined : older
}
