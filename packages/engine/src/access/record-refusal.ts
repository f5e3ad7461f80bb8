import { BinderyError, type AuditAction, type Caller } from '@bindery/contract'
import type { User } from '@bindery/store'
import { recordAlone } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { auditedUser } from './audited-user.ts'

const untold: ReadonlySet<string> = new Set(['code_required', 'too_many_requests'])

/**
 * Tells the audit log that somebody was not let in, and why, which is more than they are told themselves. A name that
 * nobody has is left out: it may be a password, typed in the wrong field. Asking for the code is no refusal, and
 * in a crowd nobody was looked at: it must not fill the log.
 */
export async function recordRefusal(
  context: Pick<EngineContext, 'keyring' | 'now' | 'store'>,
  {
    user,
    ...told
  }: {
    readonly caller: Caller
    readonly action: AuditAction
    /** Whom they said they were. */
    readonly user?: Pick<User, 'id' | 'username' | 'disabled'> | undefined
  },
  error: unknown,
): Promise<void> {
  if (!(error instanceof BinderyError) || untold.has(error.code)) return
  const { message } = error.cause instanceof Error ? error.cause : error
  const reason = user?.disabled === 1 ? 'The user is disabled' : message
  const subject = user && auditedUser(user)
  await recordAlone(context, { ...told, outcome: 'refused', reason, ...(subject && { subject }) })
}
