import { BinderyError } from '@bindery/contract'
import type { Database } from '@bindery/store'

/** Whoever may do everything, and gets in with a password of their own whatever becomes of a directory or a provider. */
export const localAdmins = (db: Database) =>
  db
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .where('origin', '=', 'local')
    .where('password_hash', 'is not', null)
    .where('disabled', '=', 0)

/** The one admin who is left; null: there are several, or none. */
export async function lastAdmin(db: Database): Promise<number | null> {
  const [first, second] = await localAdmins(db).limit(2).execute()
  return first && !second ? first.id : null
}

/**
 * Throws `last_admin` when nobody could let the others in without this user. To be run in the transaction of the change: of
 * two at once, the second sees what the first has left.
 */
export async function requireOtherAdmin(db: Database, userId: number): Promise<void> {
  if ((await lastAdmin(db)) === userId)
    throw new BinderyError(
      'last_admin',
      'This is the last admin with a password here. Make another local user an admin first, who has signed in once',
    )
}
