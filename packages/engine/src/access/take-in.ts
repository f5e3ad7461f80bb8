import type { Role } from '@bindery/contract'
import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import type { Database, User } from '@bindery/store'
import { findUser } from './find-user.ts'
import { insertUser } from './insert-user.ts'

/** Who somebody is elsewhere: in a directory or at a provider. */
export interface Elsewhere {
  readonly origin: 'directory' | 'oidc'
  /** What never changes for them there. */
  readonly externalId: string
  readonly username: string
  readonly displayName: string
  readonly role: Role
}

/**
 * The user who is this elsewhere, made at their first sign-in, with the name and the role of today. They are known by what
 * never changes, so a name that another user has makes nobody that user: `name_taken` at the first sign-in; later the new
 * name waits until it is free.
 */
export async function takeIn(
  db: Database,
  { origin, externalId, username, displayName, role }: Elsewhere,
  at: Date,
): Promise<User | 'name_taken' | 'disabled'> {
  const now = at.toISOString()
  const known = await db
    .selectFrom('users')
    .selectAll()
    .where('origin', '=', origin)
    .where('external_id', '=', externalId)
    .executeTakeFirst()
  const named = await findUser(db, username)
  const isFree = named === undefined || named.id === known?.id
  if (known) {
    if (known.disabled !== 0) return 'disabled'
    const name = isFree ? { username, username_key: caseIgnoreKey(username) } : {}
    if (known.role === role && known.display_name === displayName && (!isFree || known.username === username))
      return known
    return db
      .updateTable('users')
      .set({ ...name, display_name: displayName, role, updated_at: now })
      .set((update) => ({ row_version: update('row_version', '+', 1) }))
      .where('id', '=', known.id)
      .returningAll()
      .executeTakeFirstOrThrow()
  }
  if (!isFree) return 'name_taken'
  return insertUser(db, { origin, externalId, username, displayName, role, passwordHash: null }, at)
}
