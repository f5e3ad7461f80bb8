import type { Database, Store, Tables } from '@bindery/store'
import { tallyRows, type Tally } from './tally-plan.ts'

/** Plans that are on a screen somewhere. */
const keep = 8
const known = new WeakMap<Store, Map<string, readonly Tally[]>>()

/**
 * What the rows of a finished plan come to as it proposes them, whatever people decided. What a hash stands for never
 * changes, so the last plans that were asked for are counted once in this process. `db` may be a transaction, so nobody
 * waits for another's count.
 */
export async function rowsOfPlan(
  store: Store,
  plan: Pick<Tables['plans'], 'id' | 'plan_hash'>,
  db: Database = store.db,
): Promise<readonly Tally[]> {
  const plans = known.get(store) ?? new Map<string, readonly Tally[]>()
  known.set(store, plans)
  const key = `${plan.id} ${plan.plan_hash}`
  const tallies = plans.get(key) ?? (await tallyRows(db, plan.id))
  // The one asked for last goes to the end, so that the first is the one to forget.
  plans.delete(key)
  plans.set(key, tallies)
  if (plans.size > keep) plans.delete(plans.keys().next().value ?? key)
  return tallies
}
