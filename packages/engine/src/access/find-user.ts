import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import { rolePermissions, type Role, type SignedIn } from '@bindery/contract'
import type { Database, User } from '@bindery/store'

/** The user of this name; as in a directory, case and spaces do not matter. */
export function findUser(db: Database, username: string): Promise<User | undefined> {
  return db
    .selectFrom('users')
    .selectAll()
    .where('username_key', '=', caseIgnoreKey(username))
    .executeTakeFirst()
}

/** Whether somebody can sign in who may do everything. */
export async function hasAdmin(db: Database): Promise<boolean> {
  const admin = await db
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .where('origin', '=', 'local')
    .where('password_hash', 'is not', null)
    .where('disabled', '=', 0)
    .limit(1)
    .executeTakeFirst()
  return admin !== undefined
}

/** A user as they see themselves, in a session. */
export function toSignedIn(user: User, session: { readonly id: number; readonly endsAt: string }): SignedIn {
  const role = user.role as Role
  return {
    userId: user.id,
    sessionId: session.id,
    username: user.username,
    displayName: user.display_name,
    role,
    permissions: [...rolePermissions[role]],
    origin: user.origin as SignedIn['origin'],
    endsAt: session.endsAt,
  }
}
