import type { BrowserRequest, RedirectAnswer, Verbs } from '@bindery/contract'
import { buildAuthorizationUrl, calculatePKCECodeChallenge } from 'openid-client'
import { requireUser, sessionOf } from '../authorize.ts'
import { later } from '../session-times.ts'
import { attemptMilliseconds, beginAttempt, partsOf, type Attempt } from './attempts.ts'
import { orProblem } from './or-problem.ts'
import { ownPage } from './own-page.ts'
import type { OidcContext } from './provider.ts'

/** Where providers lead back to, on this server. */
const callbackPath = '/api/sign-in/oidc/callback'

/** Leads to the provider, to sign in there. What goes wrong leads back to the sign-in page, which says it. */
export function startOidc(context: OidcContext): Verbs['startOidc'] {
  return async ({ query: { returnTo = '/' }, browser, caller }) =>
    orProblem(() => lead(context, browser, { returnTo, proofOf: null, inPlaceOf: sessionOf(caller) }))
}

/** Leads to the provider to show there, by the password, that one is still who one is. */
export function startOidcProof(context: OidcContext): Verbs['startOidcProof'] {
  return async ({ query: { returnTo = '/' }, browser, caller }) =>
    orProblem(() => lead(context, browser, { returnTo, proofOf: requireUser(caller), inPlaceOf: null }))
}

async function lead(
  context: OidcContext,
  { origin }: BrowserRequest,
  asked: Pick<Attempt, 'returnTo' | 'proofOf' | 'inPlaceOf'>,
): Promise<RedirectAnswer> {
  const { rules, configuration } = await context.findProvider()
  const startedAt = context.now()
  const redirectUri = `${origin}${callbackPath}`
  const secret = await beginAttempt(context.store.db, {
    ...asked,
    returnTo: ownPage(asked.returnTo, origin),
    issuer: rules.issuer,
    redirectUri,
    startedAt,
  })
  const { state, nonce, verifier } = partsOf(secret)
  const location = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: ['openid', 'profile', 'email', ...rules.extraScopes.split(/ +/)].join(' ').trim(),
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(asked.proofOf && { prompt: 'login', max_age: '0' }),
  })
  return { location: location.href, attempt: { secret, endsAt: later(startedAt, attemptMilliseconds) } }
}
