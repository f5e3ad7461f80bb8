import { BinderyError, type Session, type Verbs } from '@bindery/contract'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import type { AccessContext } from './access-context.ts'
import { auditedUser } from './audited-user.ts'
import { requireUser } from './authorize.ts'
import { endSessions, openSessions } from './open-session.ts'

/** The open sessions of whoever asks, the one in use last first. */
export function listSessions(context: AccessContext): Verbs['listSessions'] {
  return async ({ caller }) => {
    const { userId, sessionId } = requireUser(caller)
    return { items: await describeSessions(context, userId, sessionId) }
  }
}

/**
 * The open sessions of a user, the one in use last first.
 * @param current the id of the one that asks
 */
export async function describeSessions(
  { store, now }: Pick<EngineContext, 'store' | 'now'>,
  userId: number,
  current: number | null,
): Promise<Session[]> {
  const rows = await openSessions(store.db, now())
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    endsAt: row.ends_at,
    address: row.address,
    agent: row.agent,
    current: row.id === current,
  }))
}

/** Ends one session of whoever asks. Throws `not_found`, also for a session of somebody else. */
export function revokeSession(context: AccessContext): Verbs['revokeSession'] {
  return async ({ params: { id }, caller }) => {
    const { userId } = requireUser(caller)
    await context.store.transaction(async (db) => {
      if ((await endSessions(db, userId, { only: id })) === 0)
        throw new BinderyError('not_found', 'This session has ended already')
      const subject = auditedUser({ id: userId, username: caller.name })
      await recordAudit(context, db, { caller, action: 'session.revoked', subject })
    })
  }
}
