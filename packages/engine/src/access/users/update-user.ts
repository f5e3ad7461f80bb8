import { BinderyError, type Role, type Verbs } from '@bindery/contract'
import type { User } from '@bindery/store'
import { recordAudit } from '../../audit/record-audit.ts'
import type { EngineContext } from '../../context.ts'
import { auditedUser } from '../audited-user.ts'
import { requireOtherAdmin } from '../local-admins.ts'
import { endSessions } from '../open-session.ts'
import { requireOpenSession } from '../require-open-session.ts'
import { describeUser, getUserVersion } from './describe-users.ts'
import { requireRoleWithin } from './require-role-within.ts'

/**
 * Changes a user; another role, or disabling, ends their sessions. Throws `not_found`, `version_conflict`, `last_admin`,
 * `forbidden`, and `invalid_request` for what comes from where they sign in.
 */
export function updateUser(context: EngineContext): Verbs['updateUser'] {
  return async ({ params: { id }, body, version, caller }) => {
    const at = context.now()
    return context.store.transaction(async (db) => {
      await requireOpenSession(db, caller)
      const user = await getUserVersion(db, id, version)
      const before = valuesOf(user)
      const after = {
        displayName: body.displayName ?? before.displayName,
        role: body.role ?? before.role,
        disabled: body.disabled ?? before.disabled,
      }
      refuseWhatIsElsewhere(user, before, after)
      const hasOtherRole = after.role !== before.role
      if (hasOtherRole) requireRoleWithin(caller, after.role)
      if (after.role !== 'admin' || after.disabled) await requireOtherAdmin(db, id)
      await db
        .updateTable('users')
        .set({
          display_name: after.displayName,
          role: after.role,
          disabled: after.disabled ? 1 : 0,
          row_version: user.row_version + 1,
          updated_at: at.toISOString(),
        })
        .where('id', '=', id)
        .execute()
      if (hasOtherRole || after.disabled) await endSessions(db, id)
      await recordAudit(context, db, {
        caller,
        action: 'user.changed',
        subject: auditedUser(user),
        before,
        after,
      })
      return describeUser(db, id, at)
    })
  }
}

const valuesOf = (user: User) => ({
  displayName: user.display_name,
  role: user.role as Role,
  disabled: user.disabled === 1,
})

function refuseWhatIsElsewhere(
  { origin }: User,
  before: ReturnType<typeof valuesOf>,
  after: ReturnType<typeof valuesOf>,
): void {
  if (origin === 'local') return
  const from = origin === 'directory' ? 'the directory' : 'the provider'
  for (const name of ['role', 'displayName'] as const)
    if (after[name] !== before[name])
      throw new BinderyError('invalid_request', `This comes from ${from} at each sign-in: change it there`, [
        { path: [name], message: `Comes from ${from}` },
      ])
}
