import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider, type GrantRequest } from 'oidc-provider'

/** A provider of OpenID Connect on loopback, with one client. */
export interface OidcProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Ends it; what is asked then is refused by the system. */
  stop(): Promise<void>
}

export interface OidcProviderOptions {
  readonly redirectUris: readonly string[]
  /** Claims by name at sign-in; any password is right, and the name is the subject unless the claims have another. */
  readonly people: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Where claims are told; default `userinfo`, as OpenID Connect Core §5.4 has it. */
  readonly claimsIn?: 'id_token' | 'userinfo'
}

/** Starts oidc-provider, a certified implementation, with its own pages for signing in. */
export async function startOidcProvider({
  redirectUris,
  people,
  claimsIn = 'userinfo',
}: OidcProviderOptions): Promise<OidcProvider> {
  const client = { clientId: 'bindery', clientSecret: 'a-secret-between-the-two-of-them' }
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      { client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [...redirectUris] },
    ],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups'], email: ['email'] },
    conformIdTokenClaims: claimsIn === 'userinfo',
    cookies: { keys: ['for tests only'] },
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: false } },
    findAccount: (_context: unknown, login: string) => ({
      accountId: login,
      claims: () => ({ sub: login, ...people[login] }),
    }),
    // Nobody is asked whether the client may know what it asks for.
    loadExistingGrant: async ({ oidc }: GrantRequest) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      })
      grant.addOIDCScope(oidc.params.scope)
      await grant.save()
      return grant
    },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  })
  server.on('request', provider.callback())
  return {
    issuer,
    ...client,
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
