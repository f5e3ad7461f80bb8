import type { Verbs } from '@bindery/contract'
import type { AccessContext } from './access-context.ts'
import { requireUser } from './authorize.ts'
import { endSessions } from './open-session.ts'

/** Ends the session that asks. */
export function signOut({ store }: AccessContext): Verbs['signOut'] {
  return async ({ caller }) => {
    const { userId, sessionId } = requireUser(caller)
    await endSessions(store.db, userId, { only: sessionId })
    return { session: 'ended', body: {} }
  }
}
