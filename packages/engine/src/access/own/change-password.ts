import { BinderyError, type Verbs } from '@bindery/contract'
import { recordAudit } from '../../audit/record-audit.ts'
import type { EngineContext } from '../../context.ts'
import { auditedUser } from '../audited-user.ts'
import { requireUser } from '../authorize.ts'
import { failAttempt, forgetFailures, requireUnlocked } from '../failed-sign-ins.ts'
import { hashPassword, isPassword } from '../hash-password.ts'
import { endSessions, renewSession } from '../open-session.ts'
import { recordRefusal } from '../record-refusal.ts'
import { requireStrongPassword } from '../require-strong-password.ts'
import { ownLocalUser } from './own-local-user.ts'

/**
 * Changes the password of whoever asks and ends their other sessions; this one goes on under another secret. Throws
 * `sign_in_failed` at `current`, `locked`, `invalid_request` for a weak password, `forbidden`.
 */
export function changePassword(context: EngineContext): Verbs['changePassword'] {
  return async ({ body: { current, password }, caller }) => {
    const { store } = context
    const at = context.now()
    const { sessionId } = requireUser(caller)
    const user = await store.transaction((db) => ownLocalUser(db, caller))
    try {
      await requireUnlocked(store.db, user.username, at)
      if (!(await isPassword(current, user.password_hash))) {
        await failAttempt(store, user.username, at)
        const message = 'Not your password'
        throw new BinderyError('sign_in_failed', message, [{ path: ['current'], message }])
      }
      await requireUnlocked(store.db, user.username, at)
    } catch (error) {
      await recordRefusal(context, { caller, action: 'password.changed', user }, error)
      throw error
    }
    await requireStrongPassword(password, [user.username, user.display_name])
    const passwordHash = await hashPassword(password)
    const session = await store.transaction(async (db) => {
      await requireUnlocked(db, user.username, at)
      await ownLocalUser(db, caller)
      await forgetFailures(db, user.username)
      await db.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', user.id).execute()
      await endSessions(db, user.id, { except: sessionId })
      await recordAudit(context, db, { caller, action: 'password.changed', subject: auditedUser(user) })
      return renewSession(db, sessionId, at)
    })
    return { session, body: {} }
  }
}
