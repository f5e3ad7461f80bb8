import { BinderyError, type Caller } from '@bindery/contract'
import type { Database, User } from '@bindery/store'
import { requireOpenSession } from '../require-open-session.ts'

/**
 * Whoever asks, if they sign in with a password of Bindery's: others have password and second factor elsewhere. To be run
 * in a transaction. Throws `forbidden`, `signed_out`.
 */
export async function ownLocalUser(db: Database, caller: Caller): Promise<User> {
  const { userId } = await requireOpenSession(db, caller)
  const user = await db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirstOrThrow()
  if (user.origin === 'local') return user
  throw new BinderyError(
    'forbidden',
    user.origin === 'directory'
      ? 'You sign in with the password of the directory: change it there'
      : 'You sign in with the provider: password and second factor belong to it',
  )
}
