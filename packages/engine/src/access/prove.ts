import { BinderyError, type Verbs } from '@bindery/contract'
import type { AccessContext } from './access-context.ts'
import { requireUser } from './authorize.ts'
import { provesByDirectory } from './directory/enter-by-directory.ts'
import { countFailure, forgetFailures, requireUnlocked } from './failed-sign-ins.ts'
import { isPassword } from './hash-password.ts'
import { renewSession } from './open-session.ts'
import { takeCode } from './require-code.ts'

/** Shows again who one is, by the password or a code; the session goes on under another secret. Throws `sign_in_failed`, `locked`. */
export function prove(context: AccessContext): Verbs['prove'] {
  return async ({ body: { password = '', code }, caller, signal }) => {
    const { db } = context.store
    const at = context.now()
    const { userId, sessionId } = requireUser(caller)
    await requireUnlocked(db, caller.name, at)
    const user = await db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirstOrThrow()
    const { username } = user
    if (code !== undefined) {
      await takeCode(context, user, code, at)
      return { session: await renewSession(db, sessionId, at), body: {} }
    }
    const right =
      user.origin === 'directory'
        ? await provesByDirectory(context, user, { username, password, signal })
        : await isPassword(password, user.password_hash)
    if (!right) {
      await countFailure(db, caller.name, at)
      throw new BinderyError('sign_in_failed', 'The password is not right', [
        { path: ['password'], message: 'Not the right password' },
      ])
    }
    await forgetFailures(db, caller.name)
    return { session: await renewSession(db, sessionId, at), body: {} }
  }
}
