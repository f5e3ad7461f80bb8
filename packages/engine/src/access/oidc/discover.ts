import type { SignInSettings } from '@bindery/contract'
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
  type ClientAuth,
  type Configuration,
} from 'openid-client'
import { fetchWithin } from './fetch-within.ts'
import { OidcError } from './oidc-error.ts'

const timeoutSeconds = 10

/**
 * What a provider says of itself (OpenID Connect Discovery §4), as a client of it. Signatures of ID tokens are checked
 * although they come from the provider itself (OpenID Connect Core §3.1.3.7 would let that be). Clear text is
 * for providers on this machine: the settings take no other. Throws `OidcError` unreachable.
 */
export async function discover(
  { issuer, clientId }: Pick<SignInSettings['oidc'], 'issuer' | 'clientId'>,
  clientSecret: string,
  allowNetworks: readonly string[],
): Promise<Configuration> {
  const server = new URL(issuer)
  const clear = server.protocol === 'http:'
  const configuration = await discovery(server, clientId, clientSecret, authenticating(clientSecret), {
    [customFetch]: fetchWithin(allowNetworks),
    timeout: timeoutSeconds,
    execute: [enableNonRepudiationChecks, ...(clear ? [allowInsecureRequests] : [])],
  }).catch((error: unknown) => {
    throw OidcError.of('unreachable', error)
  })
  const named = configuration.serverMetadata().issuer
  // Entra ID’s addresses for every tenant are let through by the library, and with them people of any company.
  if (new URL(named).href !== server.href)
    throw new OidcError(
      'unreachable',
      `The provider calls itself ${named}. Enter that address, with your own tenant in it`,
    )
  return configuration
}

/** In the way the provider takes (OpenID Connect Core §9); where it does not say, in that of its first choice. */
function authenticating(clientSecret: string): ClientAuth {
  if (clientSecret === '') return None()
  const [basic, post] = [ClientSecretBasic(clientSecret), ClientSecretPost(clientSecret)]
  return (server, client, body, headers) => {
    const { token_endpoint_auth_methods_supported: taken } = server
    const way = taken === undefined || taken.includes('client_secret_basic') ? basic : post
    way(server, client, body, headers)
  }
}
