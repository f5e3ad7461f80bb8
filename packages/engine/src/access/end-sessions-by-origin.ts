import type { Database } from '@bindery/store'

/** Ends the sessions of everybody who comes in by these ways. */
export async function endSessionsByOrigin(
  db: Database,
  origins: readonly ('directory' | 'oidc')[],
): Promise<void> {
  if (origins.length === 0) return
  const users = db
    .selectFrom('users')
    .select('id')
    .where('origin', 'in', [...origins])
  await db.deleteFrom('sessions').where('user_id', 'in', users).execute()
}
