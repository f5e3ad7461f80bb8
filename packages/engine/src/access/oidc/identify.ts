import type { Role, SignInSettings } from '@bindery/contract'
import {
  AuthorizationResponseError,
  authorizationCodeGrant,
  fetchUserInfo,
  type Configuration,
  type IDToken,
} from 'openid-client'
import type { Attempt } from './attempts.ts'
import { partsOf } from './attempts.ts'
import { OidcError } from './oidc-error.ts'
import { roleByClaim, valuesOf } from './role-by-claim.ts'

/** How far the provider's clock may differ from ours. */
const toleranceMilliseconds = 30_000

/** Who a provider says that somebody is. */
export interface OidcIdentity {
  /** Issuer and subject: what never changes (OpenID Connect Core §5.7). */
  readonly externalId: string
  readonly username: string
  readonly displayName: string
  /** Null: the claim gives none. */
  readonly role: Role | null
}

/**
 * Exchanges the code of an answer for who signed in: state, issuer, PKCE, and of the ID token the signature, issuer,
 * audience, nonce and times are checked by the library. For a proof the provider must have asked for the password after
 * the attempt began. Throws `OidcError` refused, unreachable or invalid.
 */
export async function identify(
  configuration: Configuration,
  rules: SignInSettings['oidc'],
  {
    attempt,
    secret,
    answer,
  }: { readonly attempt: Attempt; readonly secret: string; readonly answer: URLSearchParams },
): Promise<OidcIdentity> {
  const { state, nonce, verifier } = partsOf(secret)
  const url = new URL(attempt.redirectUri)
  url.search = answer.toString()
  const tokens = await authorizationCodeGrant(configuration, url, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    ...(attempt.proofOf && { maxAge: 0 }),
  }).catch((error: unknown) => {
    throw OidcError.of(error instanceof AuthorizationResponseError ? 'refused' : 'invalid', error)
  })
  const token = tokens.claims()
  if (token === undefined) throw new OidcError('invalid', 'The provider sent no ID token')
  if (attempt.proofOf !== null) requireFresh(token.auth_time, attempt.startedAt)
  const told = await withUserInfo(configuration, rules, tokens.access_token, token)
  const text = (name: string) => valuesOf(told, name)[0]?.trim() ?? ''
  const username = text('preferred_username') || text('email') || token.sub
  return {
    externalId: JSON.stringify([token.iss, token.sub]),
    username,
    displayName: text('name') || username,
    role: roleByClaim(told, rules),
  }
}

/** `prompt` and `max_age` pass through the browser, which might have taken them away: the token tells. */
function requireFresh(authTime: number | undefined, startedAt: Date): void {
  if (authTime !== undefined && authTime * 1000 >= startedAt.getTime() - toleranceMilliseconds) return
  throw new OidcError('invalid', 'The provider did not ask for the password again')
}

/** Providers may keep claims out of the ID token (OpenID Connect Core §5.4); what the token has goes first. */
async function withUserInfo(
  configuration: Configuration,
  { claim }: Pick<SignInSettings['oidc'], 'claim'>,
  accessToken: string,
  token: IDToken,
): Promise<Readonly<Record<string, unknown>>> {
  const known: Readonly<Record<string, unknown>> = { ...token }
  const complete = (claim === '' || valuesOf(known, claim).length > 0) && valuesOf(known, 'name').length > 0
  if (complete || configuration.serverMetadata().userinfo_endpoint === undefined) return known
  try {
    return { ...(await fetchUserInfo(configuration, accessToken, token.sub)), ...known }
  } catch (error) {
    throw OidcError.of('invalid', error)
  }
}
