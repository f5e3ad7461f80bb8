import type { Caller, Role } from '@bindery/contract'
import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import type { Database, User } from '@bindery/store'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { auditedUser } from './audited-user.ts'
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
  context: Pick<EngineContext, 'keyring' | 'now'>,
  db: Database,
  { origin, externalId, role, ...names }: Elsewhere,
  caller: Caller,
): Promise<User | 'name_taken' | 'disabled'> {
  const username = fit(names.username, 100)
  const displayName = fit(names.displayName, 200)
  const at = context.now()
  const by = { ...caller, name: username, kind: 'user' } as const
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
    const changed = await db
      .updateTable('users')
      .set({ ...name, display_name: displayName, role, updated_at: at.toISOString() })
      .set((update) => ({ row_version: update('row_version', '+', 1) }))
      .where('id', '=', known.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await recordAudit(context, db, {
      caller: by,
      action: 'user.changed',
      subject: auditedUser(changed),
      before: told(known),
      after: told(changed),
    })
    return changed
  }
  if (!isFree) return 'name_taken'
  const made = await insertUser(
    db,
    { origin, externalId, username, displayName, role, passwordHash: null },
    at,
  )
  await recordAudit(context, db, {
    caller: by,
    action: 'user.created',
    subject: auditedUser(made),
    after: told(made),
  })
  return made
}

/** What comes from elsewhere may be longer than names are here, and have characters that no database or log takes. */
const fit = (name: string, length: number) =>
  name
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, '')
    .trim()
    .slice(0, length)

const told = ({ username, display_name, role, origin }: User) => ({
  username,
  displayName: display_name,
  role,
  origin,
})
