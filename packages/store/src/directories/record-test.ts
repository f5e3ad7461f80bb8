import type { Insertable, Selectable } from 'kysely'
import type { Database } from '../open-store.ts'
import type { Tables } from '../schema.ts'

/** Keeps how the test of some settings ended, in place of the test before. */
export async function recordTest(db: Database, test: Insertable<Tables['tests']>): Promise<void> {
  const { settings_hash: _, ...outcome } = test
  await db
    .insertInto('tests')
    .values(test)
    .onConflict((conflict) => conflict.column('settings_hash').doUpdateSet(outcome))
    .execute()
}

/** How the last test of settings with this hash ended; undefined when they were never tested. */
export function lastTest(
  db: Database,
  settingsHash: string,
): Promise<Selectable<Tables['tests']> | undefined> {
  return db.selectFrom('tests').selectAll().where('settings_hash', '=', settingsHash).executeTakeFirst()
}
