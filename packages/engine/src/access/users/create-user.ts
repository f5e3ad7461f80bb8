import type { Verbs } from '@bindery/contract'
import { recordAudit } from '../../audit/record-audit.ts'
import type { EngineContext } from '../../context.ts'
import { auditedUser } from '../audited-user.ts'
import { insertLocalUser } from '../insert-user.ts'
import { makeInvitation } from '../invitations.ts'
import { requireOpenSession } from '../require-open-session.ts'
import { describeUser } from './describe-users.ts'
import { requireRoleWithin } from './require-role-within.ts'

/** Adds a local user without a password, and makes the link by which they choose one. Throws `name_taken`, `forbidden`. */
export function createUser(context: EngineContext): Verbs['createUser'] {
  return async ({ body, caller }) => {
    requireRoleWithin(caller, body.role)
    const at = context.now()
    return context.store.transaction(async (db) => {
      await requireOpenSession(db, caller)
      const user = await insertLocalUser(db, { ...body, passwordHash: null }, at)
      const invitation = await makeInvitation(db, user.id, at)
      await recordAudit(context, db, {
        caller,
        action: 'user.created',
        subject: auditedUser(user),
        after: body,
      })
      return { user: await describeUser(db, user.id, at), invitation }
    })
  }
}
