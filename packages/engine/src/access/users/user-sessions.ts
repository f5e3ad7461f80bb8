import type { Verbs } from '@bindery/contract'
import { recordAudit } from '../../audit/record-audit.ts'
import type { EngineContext } from '../../context.ts'
import { auditedUser } from '../audited-user.ts'
import { describeSessions } from '../list-sessions.ts'
import { endSessions } from '../open-session.ts'
import { requireOpenSession } from '../require-open-session.ts'
import { getUserRow } from './describe-users.ts'

/** The open sessions of a user, the one in use last first. Throws `not_found`. */
export function listUserSessions(context: EngineContext): Verbs['listUserSessions'] {
  return async ({ params: { id }, caller }) => {
    await getUserRow(context.store.db, id)
    return { items: await describeSessions(context, id, caller.sessionId) }
  }
}

/** Ends all sessions of a user. Throws `not_found`. */
export function endUserSessions(context: EngineContext): Verbs['endUserSessions'] {
  return async ({ params: { id }, caller }) =>
    context.store.transaction(async (db) => {
      await requireOpenSession(db, caller)
      const user = await getUserRow(db, id)
      const ended = await endSessions(db, id)
      const facts = { ended }
      await recordAudit(context, db, {
        caller,
        action: 'user.sessions_ended',
        subject: auditedUser(user),
        facts,
      })
      return { ended }
    })
}
