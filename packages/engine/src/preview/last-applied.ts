import type { Database } from '@bindery/store'

/** The snapshot behind the last plan that was applied: the last read that somebody trusted. */
export function lastApplied(db: Database, directoryId: number) {
  return db
    .selectFrom('plans')
    .innerJoin('snapshots', 'snapshots.id', 'plans.snapshot_id')
    .select(['snapshots.people', 'snapshots.token', 'snapshots.attribute_counts', 'plans.scope_hash'])
    .where('plans.directory_id', '=', directoryId)
    .where('plans.run_id', 'is not', null)
    .where('snapshots.complete', '=', 1)
    .orderBy('plans.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
