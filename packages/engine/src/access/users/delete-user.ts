import type { Verbs } from '@bindery/contract'
import { recordAudit } from '../../audit/record-audit.ts'
import type { EngineContext } from '../../context.ts'
import { auditedUser } from '../audited-user.ts'
import { requireOtherAdmin } from '../local-admins.ts'
import { endSessions } from '../open-session.ts'
import { requireOpenSession } from '../require-open-session.ts'
import { getUserVersion } from './describe-users.ts'

/** Deletes a user with all that lets them in. Throws `not_found`, `version_conflict`, `last_admin`. */
export function deleteUser(context: EngineContext): Verbs['deleteUser'] {
  return async ({ params: { id }, version, caller }) => {
    await context.store.transaction(async (db) => {
      await requireOpenSession(db, caller)
      const user = await getUserVersion(db, id, version)
      await requireOtherAdmin(db, id)
      await endSessions(db, id)
      await db.deleteFrom('invitations').where('user_id', '=', id).execute()
      await db.deleteFrom('api_tokens').where('user_id', '=', id).execute()
      await db.deleteFrom('users').where('id', '=', id).execute()
      const before = { displayName: user.display_name, role: user.role, origin: user.origin }
      await recordAudit(context, db, { caller, action: 'user.deleted', subject: auditedUser(user), before })
    })
  }
}
