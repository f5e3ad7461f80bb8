import { BinderyError, type Verbs } from '@bindery/contract'
import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import { timingSafeEqual } from 'node:crypto'
import type { AccessContext, SetUpToken } from './access-context.ts'
import { findUser, hasAdmin, toSignedIn } from './find-user.ts'
import { hashPassword } from './hash-password.ts'
import { hashSecret } from './new-secret.ts'
import { openSession } from './open-session.ts'
import { requireStrongPassword } from './require-strong-password.ts'

/**
 * Makes the first admin and signs them in. The token was printed where only whoever runs the server reads it; it works
 * once. Throws `forbidden` for another token or when there is an admin, `invalid_request` for a weak password.
 */
export function setUp(context: AccessContext): Verbs['setUp'] {
  return async ({ body: { token, username, password }, caller }) => {
    requireToken(context.setUpToken, token)
    await requireStrongPassword(password, [username])
    const passwordHash = await hashPassword(password)
    const at = context.now()
    const now = at.toISOString()
    const opened = await context.store.transaction(async (db) => {
      if (await hasAdmin(db)) throw new BinderyError('forbidden', 'There is an admin already. Sign in')
      if (await findUser(db, username))
        throw new BinderyError('name_taken', `There is a user ${username} already. Choose another name`, [
          { path: ['username'], message: 'Taken: choose another name' },
        ])
      const user = await db
        .insertInto('users')
        .values({
          row_version: 1,
          username,
          username_key: caseIgnoreKey(username),
          display_name: '',
          role: 'admin',
          origin: 'local',
          external_id: null,
          password_hash: passwordHash,
          disabled: 0,
          created_at: now,
          updated_at: now,
          signed_in_at: null,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      const session = await openSession(db, user.id, { at, address: caller.address, agent: caller.agent })
      return { session, user }
    })
    context.setUpToken.value = null
    const { session, user } = opened
    return { session, body: toSignedIn(user, { id: session.id, endsAt: session.endsAt.toISOString() }) }
  }
}

function requireToken({ value }: SetUpToken, token: string): void {
  const given = Buffer.from(hashSecret(token))
  if (value === null || !timingSafeEqual(given, Buffer.from(hashSecret(value))))
    throw new BinderyError(
      'forbidden',
      'This set-up link is not valid any more. Bindery prints a new one each time it starts without an admin',
    )
}
