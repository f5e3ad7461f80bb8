import { BinderyError, type Invitation } from '@bindery/contract'
import type { Database, User } from '@bindery/store'
import { hashSecret, newSecret } from './new-secret.ts'
import { later } from './session-times.ts'

const hour = 60 * 60_000
/** Long enough to reach somebody over a weekend. */
const lifetime = 72 * hour

/** A link by which a user chooses a password; the link they had no longer works. */
export async function makeInvitation(
  db: Database,
  userId: number,
  at: Date,
  { removeTotp = false }: { readonly removeTotp?: boolean } = {},
): Promise<Invitation> {
  const token = newSecret()
  const expiresAt = later(at, lifetime).toISOString()
  await db
    .deleteFrom('invitations')
    .where((where) => where.or([where('user_id', '=', userId), where('expires_at', '<=', at.toISOString())]))
    .execute()
  await db
    .insertInto('invitations')
    .values({
      user_id: userId,
      token_hash: hashSecret(token),
      created_at: at.toISOString(),
      expires_at: expiresAt,
      removes_totp: removeTotp ? 1 : 0,
    })
    .execute()
  return { token, expiresAt }
}

/** Whom an invitation is for, and what it does. */
export interface Invited {
  readonly user: User
  readonly expiresAt: string
  readonly removesTotp: boolean
}

/** The user of an invitation. Throws `link_over` when it was used, replaced or is too old, or the user is disabled. */
export async function findInvited(db: Database, token: string, at: Date): Promise<Invited> {
  const found = await db
    .selectFrom('invitations')
    .innerJoin('users', 'users.id', 'invitations.user_id')
    .selectAll('users')
    .select(['expires_at', 'removes_totp'])
    .where('token_hash', '=', hashSecret(token))
    .where('expires_at', '>', at.toISOString())
    .where('disabled', '=', 0)
    .executeTakeFirst()
  if (!found)
    throw new BinderyError(
      'link_over',
      'This invitation does not work any more: it was used, replaced, or is older than 72 hours. Ask an admin for another',
    )
  const { expires_at: expiresAt, removes_totp: removesTotp, ...user } = found
  return { user, expiresAt, removesTotp: removesTotp === 1 }
}
