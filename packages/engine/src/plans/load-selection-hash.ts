import type { Database, Tables } from '@bindery/store'
import { hashSelection } from '@bindery/sync'

/** The hash of what people decided otherwise than the plan proposes. */
export async function loadSelectionHash(
  db: Database,
  plan: Pick<Tables['plans'], 'id' | 'plan_hash'>,
): Promise<string> {
  const rows = await db
    .selectFrom('plan_selection')
    .select(['change_id', 'included'])
    .where('plan_id', '=', plan.id)
    .execute()
  const overrides = rows.map((row) => ({ changeId: row.change_id, included: row.included === 1 }))
  return hashSelection(plan.plan_hash, overrides)
}
