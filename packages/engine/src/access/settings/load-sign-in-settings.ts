import { defaultSignInSettings, type SignInSettings } from '@bindery/contract'
import type { Database } from '@bindery/store'
import type { EngineContext } from '../../context.ts'
import { sealContexts } from '../../secrets/seal-contexts.ts'

/** Sign-in as it is saved; version 0: never, so everything is off. */
export interface StoredSignIn {
  readonly version: number
  readonly settings: SignInSettings
  /** Sealed; null: none. */
  readonly clientSecret: string | null
  readonly clientSecretChangedAt: string | null
  readonly savedAt: string | null
  readonly savedBy: string
}

/** How people sign in, as it is saved. */
export async function loadSignInSettings(db: Database): Promise<StoredSignIn> {
  const row = await db.selectFrom('sign_in_settings').selectAll().where('id', '=', 1).executeTakeFirst()
  return {
    version: row?.version ?? 0,
    settings: row ? (JSON.parse(row.document) as SignInSettings) : defaultSignInSettings(),
    clientSecret: row?.client_secret ?? null,
    clientSecretChangedAt: row?.client_secret_changed_at ?? null,
    savedAt: row?.saved_at ?? null,
    savedBy: row?.saved_by ?? '',
  }
}

/** The client secret, opened; '' where there is none. Throws `SealError` when it does not open. */
export const openClientSecret = (
  { keyring }: Pick<EngineContext, 'keyring'>,
  { clientSecret }: Pick<StoredSignIn, 'clientSecret'>,
) => (clientSecret === null ? '' : keyring.open(clientSecret, sealContexts.clientSecret()))
