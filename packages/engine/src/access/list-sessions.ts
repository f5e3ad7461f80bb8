import { BinderyError, type Verbs } from '@bindery/contract'
import type { AccessContext } from './access-context.ts'
import { requireUser } from './authorize.ts'
import { endSessions } from './open-session.ts'
import { idleMilliseconds, later } from './session-times.ts'

/** The open sessions of whoever asks, the one in use last first. */
export function listSessions(context: AccessContext): Verbs['listSessions'] {
  return async ({ caller }) => {
    const { userId, sessionId } = requireUser(caller)
    const now = context.now()
    const rows = await context.store.db
      .selectFrom('sessions')
      .selectAll()
      .where('user_id', '=', userId)
      .where('ends_at', '>', now.toISOString())
      .where('seen_at', '>', later(now, -idleMilliseconds).toISOString())
      .orderBy('seen_at', 'desc')
      .orderBy('id', 'desc')
      .execute()
    const items = rows.map((row) => ({
      id: row.id,
      createdAt: row.created_at,
      seenAt: row.seen_at,
      endsAt: row.ends_at,
      address: row.address,
      agent: row.agent,
      current: row.id === sessionId,
    }))
    return { items }
  }
}

/** Ends one session of whoever asks. Throws `not_found`, also for a session of somebody else. */
export function revokeSession({ store }: AccessContext): Verbs['revokeSession'] {
  return async ({ params: { id }, caller }) => {
    if ((await endSessions(store.db, requireUser(caller).userId, { only: id })) === 0)
      throw new BinderyError('not_found', 'This session has ended already')
  }
}
