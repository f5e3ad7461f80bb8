import type { Database } from '@bindery/store'
import type { EngineContext } from '../../context.ts'
import { SealError, type Keyring } from '../../secrets/keyring.ts'
import { sealContexts } from '../../secrets/seal-contexts.ts'
import { hashCode, recoveryCodesOf } from './recovery-codes.ts'
import { totpStep } from './totp.ts'

/** Where a code came from. */
export type CodeSource = 'app' | 'recovery'

/**
 * Uses up a code of a user's authenticator app, or one of their recovery codes; null when it is neither, or was used
 * already. To be run in a transaction.
 */
export async function spendCode(
  { keyring }: Pick<EngineContext, 'keyring'>,
  db: Database,
  userId: number,
  code: string,
  at: Date,
): Promise<CodeSource | null> {
  const user = await db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirst()
  if (!user?.totp_sealed || user.totp_confirmed_at === null) return null
  const change = (set: { totp_last_step: number } | { recovery_codes: string }) =>
    db.updateTable('users').set(set).where('id', '=', userId).execute()
  const digits = code.replaceAll(/\s/g, '')
  if (/^\d{6}$/.test(digits)) {
    const secret = openTotp(keyring, userId, user.totp_sealed)
    const step = secret === null ? null : totpStep(secret, digits, at)
    if (step === null || step <= (user.totp_last_step ?? 0)) return null
    await change({ totp_last_step: step })
    return 'app'
  }
  const hash = hashCode(code)
  const left = recoveryCodesOf(user)
  if (!left.includes(hash)) return null
  await change({ recovery_codes: JSON.stringify(left.filter((other) => other !== hash)) })
  return 'recovery'
}

/** The secret of an app; null when its key is lost for good: recovery codes then still let in. */
function openTotp(keyring: Keyring, userId: number, sealed: string): string | null {
  try {
    return keyring.open(sealed, sealContexts.totp(userId))
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}
