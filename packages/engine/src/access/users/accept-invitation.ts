import type { Verbs } from '@bindery/contract'
import { recordAudit } from '../../audit/record-audit.ts'
import type { EngineContext } from '../../context.ts'
import type { AccessContext } from '../access-context.ts'
import { auditedUser } from '../audited-user.ts'
import { forgetFailures } from '../failed-sign-ins.ts'
import { toSignedIn } from '../find-user.ts'
import { hashPassword } from '../hash-password.ts'
import { findInvited, type Invited } from '../invitations.ts'
import { endSessions, openSession } from '../open-session.ts'
import { noTotp } from '../own/totp.ts'
import { recordRefusal } from '../record-refusal.ts'
import { requireCode } from '../require-code.ts'
import { requireStrongPassword } from '../require-strong-password.ts'

/** Whom an invitation is for. Throws `link_over`. */
export function readInvitation(context: EngineContext): Verbs['readInvitation'] {
  return async ({ body: { token } }) => {
    const invited = await findInvited(context.store.db, token, context.now())
    const { user, expiresAt } = invited
    return {
      username: user.username,
      displayName: user.display_name,
      expiresAt,
      needsCode: asksForCode(invited),
    }
  }
}

/**
 * Sets the password that an invited user chose, and signs them in; the link is used up. Throws `link_over`,
 * `invalid_request` for a weak password, and as `signIn` about a code.
 */
export function acceptInvitation(context: AccessContext): Verbs['acceptInvitation'] {
  return async ({ body: { token, password, code }, caller }) => {
    const at = context.now()
    const refused = { caller, action: 'user.invitation_accepted' } as const
    const invited = await findInvited(context.store.db, token, at).catch(async (error: unknown) => {
      await recordRefusal(context, refused, error)
      throw error
    })
    const { user: invitee } = invited
    await requireStrongPassword(password, [invitee.username, invitee.display_name])
    const source = asksForCode(invited)
      ? await requireCode(context, invitee, code, at).catch(async (error: unknown) => {
          await recordRefusal(context, { ...refused, user: invitee }, error)
          throw error
        })
      : null
    const passwordHash = await hashPassword(password)
    const accepted = await context.store.transaction(async (db) => {
      // Again: it may have been used or replaced meanwhile.
      const { user, removesTotp } = await findInvited(db, token, at)
      await db.deleteFrom('invitations').where('user_id', '=', user.id).execute()
      await endSessions(db, user.id)
      await forgetFailures(db, user.username)
      const changed = await db
        .updateTable('users')
        .set({ password_hash: passwordHash, updated_at: at.toISOString(), ...(removesTotp && noTotp) })
        .set((update) => ({ row_version: update('row_version', '+', 1) }))
        .where('id', '=', user.id)
        .returningAll()
        .executeTakeFirstOrThrow()
      const session = await openSession(db, user.id, { at, address: caller.address, agent: caller.agent })
      await recordAudit(context, db, {
        caller: { ...caller, name: user.username, kind: 'user' },
        action: 'user.invitation_accepted',
        subject: auditedUser(user),
        facts: { removedTotp: removesTotp && user.totp_confirmed_at !== null },
      })
      const signedIn = toSignedIn(changed, { id: session.id, endsAt: session.endsAt.toISOString() })
      return { session, body: { ...signedIn, byRecoveryCode: source === 'recovery' } }
    })
    // There is an admin now, who may be the first.
    if (accepted.body.role === 'admin') context.setUpToken.value = null
    return accepted
  }
}

const asksForCode = ({ user, removesTotp }: Pick<Invited, 'user' | 'removesTotp'>) =>
  user.totp_confirmed_at !== null && !removesTotp
