import { nobody, rolePermissions, type Caller, type Role } from '@bindery/contract'
import type { EngineContext } from '../context.ts'
import { hashSecret } from './new-secret.ts'
import { idleMilliseconds, later } from './session-times.ts'

/** What a request brings along to show who makes it. */
export interface Credentials {
  /** Of the cookie. */
  readonly session: string | undefined
  readonly address: string
  /** The client's User-Agent. */
  readonly agent: string
}

/** So that a busy page does not write at every request. */
const seenEvery = 60_000

/** Who makes a request: nobody, when it brings nothing along that still holds. */
export async function authenticate(
  context: Pick<EngineContext, 'store' | 'now'>,
  { session, address, agent }: Credentials,
): Promise<Caller> {
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
  if (now.getTime() - Date.parse(found.seen_at) > seenEvery)
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
