import { userNameSchema, type Invitation, type Role } from '@bindery/contract'
import { claimStore, DataError, type Database, type User } from '@bindery/store'
import { existsSync } from 'node:fs'
import { recordAudit, systemActor } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { openData } from '../secrets/open-data.ts'
import { storePlace, type DataPlace } from '../tasks/data-place.ts'
import { auditedUser } from './audited-user.ts'
import { findUser } from './find-user.ts'
import { insertLocalUser } from './insert-user.ts'
import { makeInvitation } from './invitations.ts'
import { endSessions } from './open-session.ts'

/** Who can come in again as an admin, by what link. */
export interface InvitedAdmin extends Invitation {
  readonly username: string
  /** What they were before, in a word; null: there was no such user. */
  readonly was: Role | 'disabled' | null
}

/**
 * For an installation that nobody gets into: makes a local user an admin, or adds one, and makes a link by which they
 * choose a password and sign in without an authenticator app. Their password of before works until they use the link.
 * @param username undefined: the one local admin, or `admin` where there is none
 * @throws DataError when a Bindery uses the data, there is none, or this name cannot be an admin here
 */
export async function inviteAdmin(
  place: DataPlace,
  username: string | undefined,
  now = () => new Date(),
): Promise<InvitedAdmin> {
  const where = storePlace(place)
  if ('file' in where && !existsSync(where.file))
    throw new DataError(`There is no data in ${place.dataDir}. Give the right --data-dir.`)
  const claim = await claimStore(where)
  try {
    const { store, keyring } = await openData(place)
    try {
      return await store.transaction((db) => invite({ keyring, now }, db, username))
    } finally {
      await store.close()
    }
  } finally {
    await claim.release()
  }
}

async function invite(
  context: Pick<EngineContext, 'keyring' | 'now'>,
  db: Database,
  username: string | undefined,
): Promise<InvitedAdmin> {
  const at = context.now()
  const name = username ?? (await onlyAdmin(db)) ?? 'admin'
  const before = await findUser(db, name)
  const user = before ? await promote(db, before, at) : await add(db, name, at)
  const invitation = await makeInvitation(db, user.id, at, { removeTotp: true })
  await recordAudit(context, db, {
    caller: systemActor,
    action: 'user.invited',
    subject: auditedUser(user),
    ...(before && { before: { role: before.role, disabled: before.disabled === 1 } }),
    after: { role: 'admin', disabled: false },
    facts: { removeTotp: true, expiresAt: invitation.expiresAt },
    reason: 'Asked for by the command invite-admin',
  })
  const was = before ? (before.disabled === 1 ? 'disabled' : (before.role as Role)) : null
  return { username: user.username, was, ...invitation }
}

async function onlyAdmin(db: Database): Promise<string | undefined> {
  const admins = await db
    .selectFrom('users')
    .select('username')
    .where('role', '=', 'admin')
    .where('origin', '=', 'local')
    .orderBy('username_key')
    .execute()
  if (admins.length > 1)
    throw new DataError(
      `There are several admins: ${admins.map(({ username }) => username).join(', ')}. Say which: invite-admin <username>`,
    )
  return admins[0]?.username
}

async function promote(db: Database, user: User, at: Date): Promise<User> {
  if (user.origin !== 'local')
    throw new DataError(
      `${user.username} signs in elsewhere and has no password here. Give another name, for a new admin.`,
    )
  if (user.role === 'admin' && user.disabled === 0) return user
  await endSessions(db, user.id)
  return db
    .updateTable('users')
    .set({ role: 'admin', disabled: 0, row_version: user.row_version + 1, updated_at: at.toISOString() })
    .where('id', '=', user.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

function add(db: Database, name: string, at: Date): Promise<User> {
  const { data: username, error } = userNameSchema.safeParse(name)
  if (username === undefined)
    throw new DataError(`"${name}" is not a username: ${error?.issues[0]?.message ?? ''}`)
  return insertLocalUser(db, { username, displayName: '', role: 'admin', passwordHash: null }, at)
}
