import type { SignInSettings } from '@bindery/contract'
import type { Configuration } from 'openid-client'
import type { EngineContext } from '../../context.ts'
import { SealError } from '../../secrets/keyring.ts'
import type { AccessContext } from '../access-context.ts'
import { later } from '../session-times.ts'
import { loadSignInSettings, openClientSecret } from '../settings/load-sign-in-settings.ts'
import { discover } from './discover.ts'
import { OidcError } from './oidc-error.ts'

/** A provider says seldom anything new of itself; its keys are looked up anew when one is not known. */
const keepMilliseconds = 10 * 60_000

/** The provider that is saved, ready to be talked to. */
interface ReadyProvider {
  readonly rules: SignInSettings['oidc']
  readonly configuration: Configuration
}

/** What the verbs of signing in with a provider are given. */
export interface OidcContext extends AccessContext {
  /** Gives the saved provider. Throws `OidcError` off or unreachable. */
  readonly findProvider: () => Promise<ReadyProvider>
}

/** Remembers what the provider says of itself, as long as the settings stay as they are. */
export function createProviders(
  context: Pick<EngineContext, 'store' | 'keyring' | 'now' | 'allowNetworks'>,
): OidcContext['findProvider'] {
  let kept: { readonly version: number; readonly until: Date; readonly ready: ReadyProvider } | undefined
  return async () => {
    const stored = await loadSignInSettings(context.store.db)
    const { version, settings } = stored
    if (!settings.oidc.enabled) throw new OidcError('off', 'Sign-in with a provider is off')
    const now = context.now()
    if (kept?.version === version && kept.until > now) return kept.ready
    const configuration = await discover(settings.oidc, secretOf(context, stored), context.allowNetworks)
    const ready = { rules: settings.oidc, configuration }
    kept = { version, until: later(now, keepMilliseconds), ready }
    return ready
  }
}

function secretOf(...[context, stored]: Parameters<typeof openClientSecret>): string {
  try {
    return openClientSecret(context, stored)
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    throw new OidcError(
      'unreachable',
      `The stored client secret cannot be opened: ${error.message}. Enter it again`,
    )
  }
}
