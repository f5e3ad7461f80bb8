import { BinderyError, type Verbs } from '@bindery/contract'
import { timingSafeEqual } from 'node:crypto'
import { recordAudit } from '../audit/record-audit.ts'
import { auditedUser } from './audited-user.ts'
import { recordRefusal } from './record-refusal.ts'
import type { AccessContext, SetUpToken } from './access-context.ts'
import { hasAdmin, toSignedIn } from './find-user.ts'
import { hashPassword } from './hash-password.ts'
import { insertLocalUser } from './insert-user.ts'
import { hashSecret } from './new-secret.ts'
import { openSession } from './open-session.ts'
import { requireStrongPassword } from './require-strong-password.ts'

/** Tells whether a set-up link works, before anything is typed. Throws `link_over`. */
export function readSetUp(context: AccessContext): Verbs['readSetUp'] {
  return async ({ body: { token } }) => {
    requireToken(context.setUpToken, token)
    return {}
  }
}

/**
 * Makes the first admin and signs them in. The token was printed where only whoever runs the server reads it; it works
 * once. Throws `link_over` for another token or when there is an admin, `invalid_request` for a weak password.
 */
export function setUp(context: AccessContext): Verbs['setUp'] {
  return async ({ body: { token, username, password }, caller }) => {
    try {
      requireToken(context.setUpToken, token)
    } catch (error) {
      await recordRefusal(context, { caller, action: 'user.set_up' }, error)
      throw error
    }
    await requireStrongPassword(password, [username])
    const passwordHash = await hashPassword(password)
    const at = context.now()
    const opened = await context.store.transaction(async (db) => {
      if (await hasAdmin(db)) throw new BinderyError('link_over', 'There is an admin already. Sign in')
      const user = await insertLocalUser(db, { username, displayName: '', role: 'admin', passwordHash }, at)
      const session = await openSession(db, user.id, { at, address: caller.address, agent: caller.agent })
      const by = { ...caller, name: username, kind: 'user' } as const
      await recordAudit(context, db, { caller: by, action: 'user.set_up', subject: auditedUser(user) })
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
      'link_over',
      'This set-up link is not the one of now. Bindery prints a new one each time it starts without an admin',
    )
}
