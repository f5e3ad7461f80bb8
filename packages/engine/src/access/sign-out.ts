import type { Verbs } from '@bindery/contract'
import { recordAudit } from '../audit/record-audit.ts'
import type { AccessContext } from './access-context.ts'
import { auditedUser } from './audited-user.ts'
import { requireUser } from './authorize.ts'
import { endSessions } from './open-session.ts'

/** Ends the session that asks. */
export function signOut(context: AccessContext): Verbs['signOut'] {
  return async ({ caller }) => {
    const { userId, sessionId } = requireUser(caller)
    await context.store.transaction(async (db) => {
      await endSessions(db, userId, { only: sessionId })
      const subject = auditedUser({ id: userId, username: caller.name })
      await recordAudit(context, db, { caller, action: 'session.ended', subject })
    })
    return { session: 'ended', body: {} }
  }
}
