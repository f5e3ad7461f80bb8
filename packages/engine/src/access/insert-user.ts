import { BinderyError, type Role, type SignedIn } from '@bindery/contract'
import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import type { Database, User } from '@bindery/store'
import { findUser } from './find-user.ts'

interface NewUser {
  readonly username: string
  readonly displayName: string
  readonly role: Role
}

/** Adds a local user. To be run in a transaction. Throws `name_taken` at `username`. */
export async function insertLocalUser(
  db: Database,
  user: NewUser & {
    /** Null: they choose a password by an invitation. */
    readonly passwordHash: string | null
  },
  at: Date,
): Promise<User> {
  if (await findUser(db, user.username))
    throw new BinderyError('name_taken', `There is a user ${user.username} already. Choose another name`, [
      { path: ['username'], message: 'Taken: choose another name' },
    ])
  return insertUser(db, { ...user, origin: 'local', externalId: null }, at)
}

/** Adds a user whose name is free. */
export function insertUser(
  db: Database,
  user: NewUser & {
    readonly origin: SignedIn['origin']
    /** What never changes for them where they sign in. */
    readonly externalId: string | null
    readonly passwordHash: string | null
  },
  at: Date,
): Promise<User> {
  const { username, displayName, role, origin, externalId, passwordHash } = user
  const now = at.toISOString()
  return db
    .insertInto('users')
    .values({
      row_version: 1,
      username,
      username_key: caseIgnoreKey(username),
      display_name: displayName,
      role,
      origin,
      external_id: externalId,
      password_hash: passwordHash,
      disabled: 0,
      created_at: now,
      updated_at: now,
      signed_in_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}
