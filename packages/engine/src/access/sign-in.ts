import { BinderyError, type Caller, type Verbs } from '@bindery/contract'
import type { Database, User } from '@bindery/store'
import { recordAudit } from '../audit/record-audit.ts'
import { auditedUser } from './audited-user.ts'
import { recordRefusal } from './record-refusal.ts'
import type { AccessContext } from './access-context.ts'
import { sessionOf } from './authorize.ts'
import {
  askForNobody,
  enterByDirectory,
  isDirectoryOn,
  type PasswordAttempt,
} from './directory/enter-by-directory.ts'
import { failAttempt, forgetFailures, requireUnlocked } from './failed-sign-ins.ts'
import { findUser, toSignedIn } from './find-user.ts'
import { isPassword } from './hash-password.ts'
import { endSessions, openSession } from './open-session.ts'
import type { CodeSource } from './own/spend-code.ts'
import { requireCode } from './require-code.ts'
import { wrongPassword } from './wrong-password.ts'

/**
 * Signs in with a password, and with a code where the user has an authenticator app. Throws `sign_in_failed`, the same for
 * a name that there is not and a password that is not the name's, `locked`, or `code_required`, which only a right password
 * gets to see.
 */
export function signIn(context: AccessContext): Verbs['signIn'] {
  return async ({ body: { username, password, code }, caller, signal }) => {
    const { db } = context.store
    const at = context.now()
    try {
      await requireUnlocked(db, username, at)
      const user = await whoIs(context, { username, password, signal }, caller).catch(
        async (error: unknown) => {
          if (error instanceof BinderyError && error.code === 'sign_in_failed')
            await failAttempt(context.store, username, at)
          throw error
        },
      )
      let source: CodeSource | undefined
      if (user.totp_confirmed_at !== null) {
        // Asking for the code tells that the password is right.
        await requireUnlocked(db, username, at)
        source = await requireCode(context, user, code, at)
      }
      return await context.store.transaction(async (inside) => {
        // Again: of many attempts at once, those behind the fifth failure come too late, the right one among them.
        await requireUnlocked(inside, username, at)
        const current = await requireUnchanged(inside, user)
        await forgetFailures(inside, username)
        // One browser, one session: what its cookie opened before is over.
        const before = sessionOf(caller)
        if (before) await endSessions(inside, before.userId, { only: before.sessionId })
        const session = await openSession(inside, user.id, {
          at,
          address: caller.address,
          agent: caller.agent,
        })
        const by = { ...caller, name: user.username, kind: 'user' } as const
        await recordAudit(context, inside, {
          caller: by,
          action: 'session.opened',
          subject: auditedUser(user),
        })
        const signedIn = toSignedIn(current, { id: session.id, endsAt: session.endsAt.toISOString() })
        return { session, body: { ...signedIn, byRecoveryCode: source === 'recovery' } }
      })
    } catch (error) {
      const user = await findUser(db, username)
      await recordRefusal(context, { caller, action: 'session.opened', user }, error)
      throw error
    }
  }
}

/**
 * The user of this name and password, who is a local one or a person of the directory. Throws `sign_in_failed` when either
 * is wrong or the user is disabled.
 */
async function whoIs(context: AccessContext, attempt: PasswordAttempt, caller: Caller): Promise<User> {
  const user = await findUser(context.store.db, attempt.username)
  const isOn = await isDirectoryOn(context)
  // The password of a local user is never shown to a directory.
  if (isOn && user?.origin !== 'local') return enterByDirectory(context, attempt, caller)
  const known = new AbortController()
  const signal = AbortSignal.any([attempt.signal, known.signal])
  const asked = isOn ? askForNobody(context, { ...attempt, signal }) : undefined
  try {
    const right = await isPassword(attempt.password, user?.password_hash ?? null, attempt.signal)
    if (right && user?.disabled === 0) return user
    await asked
    throw wrongPassword()
  } finally {
    // Whoever comes in waits for no directory.
    known.abort()
  }
}

/**
 * The user as they are now, since looking at a password takes a while. Throws `sign_in_failed` when it was reset meanwhile, or the user was disabled or
 * deleted: what ended their sessions ends this one too.
 */
async function requireUnchanged(db: Database, user: User): Promise<User> {
  const current = await db.selectFrom('users').selectAll().where('id', '=', user.id).executeTakeFirst()
  const isSame =
    current?.disabled === 0 &&
    current.password_hash === user.password_hash &&
    current.totp_confirmed_at === user.totp_confirmed_at
  if (!isSame) throw wrongPassword('The user was changed meanwhile')
  return current
}
