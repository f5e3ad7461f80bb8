import { BinderyError, type Verbs } from '@bindery/contract'
import type { Database, User } from '@bindery/store'
import { recordAudit } from '../../audit/record-audit.ts'
import type { EngineContext } from '../../context.ts'
import { sealContexts } from '../../secrets/seal-contexts.ts'
import { auditedUser } from '../audited-user.ts'
import { requireOpenSession } from '../require-open-session.ts'
import { newRecoveryCodes } from './recovery-codes.ts'
import { ownLocalUser } from './own-local-user.ts'
import { newTotp, noTotp, totpStep } from './totp.ts'

/** A secret for an authenticator app; codes are asked for once one was confirmed. Throws `invalid_request`, `forbidden`. */
export function beginTotp(context: EngineContext): Verbs['beginTotp'] {
  return async ({ caller }) =>
    context.store.transaction(async (db) => {
      const user = await ownLocalUser(db, caller)
      if (user.totp_confirmed_at !== null)
        throw new BinderyError('invalid_request', 'You have an authenticator app already: remove it first')
      const { secret, uri } = newTotp(user.username)
      const totp_sealed = context.keyring.seal(secret, sealContexts.totp(user.id))
      await change(db, user, { ...noTotp, totp_sealed })
      return { secret, uri }
    })
}

/** Asks for codes of the app from now on, and gives the recovery codes. Throws `invalid_request` at `code`. */
export function confirmTotp(context: EngineContext): Verbs['confirmTotp'] {
  return async ({ body: { code }, caller }) => {
    const at = context.now()
    return context.store.transaction(async (db) => {
      const user = await ownLocalUser(db, caller)
      if (user.totp_sealed === null || user.totp_confirmed_at !== null)
        throw new BinderyError('invalid_request', 'Begin with a new secret for the app')
      const secret = context.keyring.open(user.totp_sealed, sealContexts.totp(user.id))
      const step = totpStep(secret, code.replaceAll(/\s/g, ''), at)
      if (step === null) {
        const message =
          'Not the code of just now. Wait for the next one; if none works, check the clock of the device'
        throw new BinderyError('invalid_request', message, [{ path: ['code'], message }])
      }
      const { codes, stored } = newRecoveryCodes()
      const columns = { totp_confirmed_at: at.toISOString(), totp_last_step: step, recovery_codes: stored }
      await change(db, user, columns)
      await recordAudit(context, db, { caller, action: 'totp.added', subject: auditedUser(user) })
      return { recoveryCodes: codes }
    })
  }
}

/** Asks for no codes any more. Throws `invalid_request` when none were. */
export function removeTotp(context: EngineContext): Verbs['removeTotp'] {
  return async ({ caller }) =>
    context.store.transaction(async (db) => {
      const user = await withTotp(db, caller)
      await change(db, user, noTotp)
      await recordAudit(context, db, { caller, action: 'totp.removed', subject: auditedUser(user) })
    })
}

/** New recovery codes in the place of those there are. Throws `invalid_request` without an authenticator app. */
export function renewRecoveryCodes(context: EngineContext): Verbs['renewRecoveryCodes'] {
  return async ({ caller }) =>
    context.store.transaction(async (db) => {
      const user = await withTotp(db, caller)
      const { codes, stored } = newRecoveryCodes()
      await change(db, user, { recovery_codes: stored })
      await recordAudit(context, db, { caller, action: 'recovery_codes.renewed', subject: auditedUser(user) })
      return { recoveryCodes: codes }
    })
}

async function withTotp(db: Database, caller: Parameters<typeof requireOpenSession>[1]): Promise<User> {
  const user = await ownLocalUser(db, caller)
  if (user.totp_confirmed_at !== null) return user
  throw new BinderyError('invalid_request', 'You have no authenticator app')
}

type Columns = Partial<Pick<User, keyof typeof noTotp>>
const change = (db: Database, { id }: User, columns: Columns) =>
  db.updateTable('users').set(columns).where('id', '=', id).execute()
