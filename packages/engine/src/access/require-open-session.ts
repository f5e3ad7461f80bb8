import { BinderyError, type Caller } from '@bindery/contract'
import type { Database } from '@bindery/store'
import { requireUser } from './authorize.ts'

/**
 * Whoever asks, if their session is still open: since they were let in, somebody may have ended it, as another role or
 * being disabled does. To be run in the transaction of what they ask for. Throws `signed_out`, and `forbidden` for tokens.
 */
export async function requireOpenSession(
  db: Database,
  caller: Caller,
): Promise<{ readonly userId: number; readonly sessionId: number }> {
  const { userId, sessionId } = requireUser(caller)
  const session = await db
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', sessionId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (!session) throw new BinderyError('signed_out', 'Your session was ended meanwhile. Sign in again')
  return { userId, sessionId }
}
