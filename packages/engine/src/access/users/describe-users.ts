import { BinderyError, type Role, type UserView } from '@bindery/contract'
import type { Database, User } from '@bindery/store'
import { lastAdmin } from '../local-admins.ts'
import { openSessions } from '../open-session.ts'

/** Users as admins see them. */
export async function describeUsers(db: Database, users: readonly User[], at: Date): Promise<UserView[]> {
  if (users.length === 0) return []
  const ids = users.map(({ id }) => id)
  const now = at.toISOString()
  const sessions = await openSessions(db, at)
    .select(({ fn }) => ['user_id', fn.countAll().as('count')])
    .where('user_id', 'in', ids)
    .groupBy('user_id')
    .execute()
  const tokens = await db
    .selectFrom('api_tokens')
    .select(({ fn }) => ['user_id', fn.countAll().as('count')])
    .where('user_id', 'in', ids)
    .where('expires_at', '>', now)
    .groupBy('user_id')
    .execute()
  const invitations = await db
    .selectFrom('invitations')
    .select(['user_id', 'expires_at'])
    .where('user_id', 'in', ids)
    .where('expires_at', '>', now)
    .execute()
  const last = await lastAdmin(db)
  const countOf = (counts: typeof sessions, id: number) =>
    Number(counts.find(({ user_id }) => user_id === id)?.count ?? 0)
  return users.map((user) => ({
    id: user.id,
    version: user.row_version,
    username: user.username,
    displayName: user.display_name,
    role: user.role as Role,
    origin: user.origin as UserView['origin'],
    disabled: user.disabled === 1,
    hasPassword: user.password_hash !== null,
    hasTotp: user.totp_confirmed_at !== null,
    invitedUntil: invitations.find(({ user_id }) => user_id === user.id)?.expires_at ?? null,
    sessions: countOf(sessions, user.id),
    tokens: countOf(tokens, user.id),
    createdAt: user.created_at,
    signedInAt: user.signed_in_at,
    isLastAdmin: user.id === last,
  }))
}

/** One user as admins see them. Throws `not_found`. */
export async function describeUser(db: Database, id: number, at: Date): Promise<UserView> {
  const [user] = await describeUsers(db, [await getUserRow(db, id)], at)
  if (!user) throw userNotFound()
  return user
}

/** The user's row. Throws `not_found`. */
export async function getUserRow(db: Database, id: number): Promise<User> {
  const user = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
  if (!user) throw userNotFound()
  return user
}

/** The row, if it is still the version that was read. Throws `not_found`, `version_conflict`. */
export async function getUserVersion(db: Database, id: number, version: number | undefined): Promise<User> {
  const user = await getUserRow(db, id)
  if (user.row_version === version) return user
  throw new BinderyError(
    'version_conflict',
    `The user ${user.username} was changed by someone else at ${user.updated_at}. Look again, then save`,
  )
}

const userNotFound = () => new BinderyError('not_found', 'There is no such user, or they were deleted')
