import type { SignInSettingsState, Verbs } from '@bindery/contract'
import type { EngineContext } from '../../context.ts'
import { loadSignInSettings, type StoredSignIn } from './load-sign-in-settings.ts'

/** How people sign in; of the client secret only whether there is one. */
export function getSignInSettings({ store }: EngineContext): Verbs['getSignInSettings'] {
  return async () => describeSignIn(await loadSignInSettings(store.db))
}

/** As the API tells it. */
export const describeSignIn = (stored: StoredSignIn): SignInSettingsState => ({
  version: stored.version,
  settings: stored.settings,
  clientSecret: { configured: stored.clientSecret !== null, changedAt: stored.clientSecretChangedAt },
  savedAt: stored.savedAt,
  savedBy: stored.savedBy,
})
