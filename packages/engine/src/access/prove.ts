import { BinderyError, type Verbs } from '@bindery/contract'
import { recordAudit } from '../audit/record-audit.ts'
import { auditedUser } from './audited-user.ts'
import { recordRefusal } from './record-refusal.ts'
import type { AccessContext } from './access-context.ts'
import { requireUser } from './authorize.ts'
import { provesByDirectory } from './directory/enter-by-directory.ts'
import { failAttempt, forgetFailures, requireUnlocked } from './failed-sign-ins.ts'
import { isPassword } from './hash-password.ts'
import { renewSession } from './open-session.ts'
import { takeCode } from './require-code.ts'
import { requireOpenSession } from './require-open-session.ts'

/** Shows again who one is, by the password or a code; the session goes on under another secret. Throws `sign_in_failed`, `locked`, `signed_out`. */
export function prove(context: AccessContext): Verbs['prove'] {
  return async ({ body: { password = '', code }, caller, signal }) => {
    const { db } = context.store
    const at = context.now()
    const { userId, sessionId } = requireUser(caller)
    const user = await db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirstOrThrow()
    const { username } = user
    const proved = () =>
      context.store.transaction(async (inside) => {
        await requireUnlocked(inside, caller.name, at)
        await requireOpenSession(inside, caller)
        await forgetFailures(inside, caller.name)
        await recordAudit(context, inside, { caller, action: 'session.proved', subject: auditedUser(user) })
        return { session: await renewSession(inside, sessionId, at), body: {} }
      })
    try {
      await requireUnlocked(db, caller.name, at)
      if (code !== undefined) {
        await takeCode(context, user, code, at)
        return await proved()
      }
      const right =
        user.origin === 'directory'
          ? await provesByDirectory(context, user, { username, password, signal })
          : await isPassword(password, user.password_hash)
      if (!right) {
        await failAttempt(context.store, caller.name, at)
        throw new BinderyError('sign_in_failed', 'The password is not right', [
          { path: ['password'], message: 'Not the right password' },
        ])
      }
      return await proved()
    } catch (error) {
      await recordRefusal(context, { caller, action: 'session.proved', user }, error)
      throw error
    }
  }
}
