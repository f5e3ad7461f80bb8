import { BinderyError } from '@bindery/contract'
import type { Database } from '@bindery/store'

/** Throws `not_enabled` unless the directory is switched on: nothing is written for one that is not. */
export async function requireEnabled(db: Database, directoryId: number): Promise<void> {
  const directory = await db
    .selectFrom('directories')
    .select('enabled')
    .where('id', '=', directoryId)
    .executeTakeFirst()
  if (directory?.enabled !== 1)
    throw new BinderyError('not_enabled', 'Turn the directory on under Connection, then apply')
}
