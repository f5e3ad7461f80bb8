import type { Database } from '../open-store.ts'

/** Whether a directory is being previewed or synced. */
export async function isBusy(db: Database, directoryId: number): Promise<boolean> {
  const plan = await db
    .selectFrom('plans')
    .select('id')
    .where('directory_id', '=', directoryId)
    .where('state', 'in', ['running', 'applying'])
    .limit(1)
    .executeTakeFirst()
  return plan !== undefined
}
