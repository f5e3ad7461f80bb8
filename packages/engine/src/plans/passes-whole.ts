import type { Reason } from '@bindery/contract'
import type { Database } from '@bindery/store'
import { isLoss } from '@bindery/sync'
import { toGuarded } from './judge-plan.ts'
import type { Tally } from './tally-plan.ts'

/** Rows that would have said more about who is gone, had their question been answered. */
const unanswered: readonly Reason[] = [
  'withheld_incomplete_read',
  'withheld_lookup_failed',
  'withheld_stale',
  'withheld_unreadable_attribute',
  'withheld_restored',
  'restored',
]

/**
 * Whether applying a plan settles that its read, its scope and its mapping are right: nothing that takes something
 * away is left out, or a person approved what does. Only such a plan is what later ones are measured by, so that
 * removals go on waiting while creations and updates are applied (S44).
 */
export async function passesWhole(
  db: Database,
  planId: number,
  tallies: readonly Tally[],
  approved: boolean,
): Promise<boolean> {
  const losses = tallies.filter((tally) => tally.applicable && isLoss(toGuarded(tally)))
  const taken = losses.filter((tally) => tally.included)
  if (taken.length < losses.length && !(approved && taken.length > 0)) return false
  const open = await db
    .selectFrom('plan_changes')
    .select('id')
    .where('plan_id', '=', planId)
    .where('reason', 'in', unanswered)
    .limit(1)
    .executeTakeFirst()
  return open === undefined
}
