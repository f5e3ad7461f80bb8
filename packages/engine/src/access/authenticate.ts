import { nobody, rolePermissions, type Caller, type Role } from '@bindery/contract'
import type { EngineContext } from '../context.ts'
import { hashSecret } from './new-secret.ts'
import { idleMilliseconds, later } from './session-times.ts'
import { authenticateToken } from './tokens/authenticate-token.ts'

/** What a request brings along to show who makes it. */
export interface Credentials {
  /** Of the cookie. */
  readonly session: string | undefined
  /** Of the Authorization header, '' when there is no token in it; the cookie then counts for nothing. */
  readonly bearer?: string | undefined
  readonly address: string
  /** The client's User-Agent. */
  readonly agent: string
  /** Only to see whether the session is still there: it does not count as its use. */
  readonly watches?: true
}

/** So that a busy page does not write at every request. */
const seenEvery = 60_000

/** Who makes a request: nobody, when it brings along no session that still holds. Throws `signed_out` for a token that does not. */
export async function authenticate(
  context: Pick<EngineContext, 'store' | 'now'>,
  { session, bearer, address, agent, watches }: Credentials,
): Promise<Caller> {
  if (bearer !== undefined) return authenticateToken(context, bearer, { address, agent })
  if (session === undefined) return nobody(address, agent)
  const { db } = context.store
  const now = context.now()
  const found = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['sessions.id', 'user_id', 'username', 'role', 'seen_at', 'proved_at'])
    .where('secret_hash', '=', hashSecret(session))
    .where('ends_at', '>', now.toISOString())
    .where('seen_at', '>', later(now, -idleMilliseconds).toISOString())
    .where('disabled', '=', 0)
    .executeTakeFirst()
  if (!found) return nobody(address, agent)
  if (!watches && now.getTime() - Date.parse(found.seen_at) > seenEvery)
    await db.updateTable('sessions').set({ seen_at: now.toISOString() }).where('id', '=', found.id).execute()
  const role = found.role as Role
  return {
    name: found.username,
    kind: 'user',
    userId: found.user_id,
    tokenId: null,
    sessionId: found.id,
    role,
    permissions: new Set(rolePermissions[role]),
    address,
    agent,
    provedAt: new Date(found.proved_at),
  }
}
