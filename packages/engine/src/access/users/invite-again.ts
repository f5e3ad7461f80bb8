import { BinderyError, type Verbs } from '@bindery/contract'
import { recordAudit } from '../../audit/record-audit.ts'
import type { EngineContext } from '../../context.ts'
import { auditedUser } from '../audited-user.ts'
import { makeInvitation } from '../invitations.ts'
import { requireOtherAdmin } from '../local-admins.ts'
import { endSessions } from '../open-session.ts'
import { requireOpenSession } from '../require-open-session.ts'
import { describeUser, getUserRow } from './describe-users.ts'

/**
 * Resets the password of a local user: it works no longer, their sessions end, and the link that is made lets them choose
 * another. Their second factor stays until they use the link. Throws `not_found`, `last_admin`, `invalid_request`.
 */
export function inviteAgain(context: EngineContext): Verbs['inviteAgain'] {
  return async ({ params: { id }, body: { removeTotp }, caller }) => {
    const at = context.now()
    return context.store.transaction(async (db) => {
      await requireOpenSession(db, caller)
      const user = await getUserRow(db, id)
      if (user.origin !== 'local')
        throw new BinderyError(
          'invalid_request',
          'Bindery has no password of this user: they sign in elsewhere',
        )
      if (user.disabled === 1)
        throw new BinderyError('invalid_request', 'This user is disabled: enable them first')
      await requireOtherAdmin(db, id)
      await db
        .updateTable('users')
        .set({ password_hash: null, row_version: user.row_version + 1, updated_at: at.toISOString() })
        .where('id', '=', id)
        .execute()
      await endSessions(db, id)
      const invitation = await makeInvitation(db, id, at, { removeTotp })
      const facts = { removeTotp, expiresAt: invitation.expiresAt }
      await recordAudit(context, db, { caller, action: 'user.invited', subject: auditedUser(user), facts })
      return { user: await describeUser(db, id, at), invitation }
    })
  }
}
