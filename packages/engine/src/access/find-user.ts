import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import { rolePermissions, type Role, type SignedIn } from '@bindery/contract'
import type { Database, User } from '@bindery/store'
import { localAdmins } from './local-admins.ts'
import { recoveryCodesOf } from './own/recovery-codes.ts'

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
  return (await localAdmins(db).limit(1).executeTakeFirst()) !== undefined
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
    hasTotp: user.totp_confirmed_at !== null,
    recoveryCodesLeft: recoveryCodesOf(user).length,
  }
}
