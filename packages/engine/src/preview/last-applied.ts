import type { Database } from '@bindery/store'

/** The complete read behind the last plan that was applied, whole or in part. */
export function lastApplied(db: Database, directoryId: number) {
  return applied(db, directoryId).executeTakeFirst()
}

/** The same of the last plan that passed whole: what somebody, or the guard, took for right (`passesWhole`). */
export function lastPassed(db: Database, directoryId: number) {
  return applied(db, directoryId).where('plans.passed_whole', '=', 1).executeTakeFirst()
}

/** The same of the last plan that was made with this scope (`hashScope`). */
export function lastAppliedWith(db: Database, directoryId: number, scopeHash: string) {
  return applied(db, directoryId).where('plans.scope_hash', '=', scopeHash).executeTakeFirst()
}

function applied(db: Database, directoryId: number) {
  return db
    .selectFrom('plans')
    .innerJoin('snapshots', 'snapshots.id', 'plans.snapshot_id')
    .select(['snapshots.people', 'snapshots.token', 'snapshots.attribute_counts', 'snapshots.proof'])
    .select(['snapshots.referrals', 'plans.scope_hash', 'plans.settings_version'])
    .where('plans.directory_id', '=', directoryId)
    .where('plans.run_id', 'is not', null)
    .where('snapshots.complete', '=', 1)
    .orderBy('plans.id', 'desc')
    .limit(1)
}
