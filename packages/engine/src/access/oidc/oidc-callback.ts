import type { Caller, OpenedSession, RedirectAnswer, Verbs } from '@bindery/contract'
import { recordAlone, recordAudit } from '../../audit/record-audit.ts'
import { auditedUser } from '../audited-user.ts'
import { sessionOf, type UserSession } from '../authorize.ts'
import { endSessions, openSession, renewSession } from '../open-session.ts'
import { takeIn } from '../take-in.ts'
import { endAttempt, type Attempt } from './attempts.ts'
import { identify, type OidcIdentity } from './identify.ts'
import { OidcError } from './oidc-error.ts'
import { orProblem } from './or-problem.ts'
import type { OidcContext } from './provider.ts'

/**
 * Takes up the provider's answer: once, within ten minutes, in the browser that began. It opens a session, or proves who
 * has the one from which it began. What goes wrong leads to the sign-in page, which says it.
 */
export function oidcCallback(context: OidcContext): Verbs['oidcCallback'] {
  return async ({ query, browser: { attempt: secret }, caller }) =>
    orProblem(async () => {
      const { db } = context.store
      const attempt = secret === undefined ? undefined : await endAttempt(db, secret, context.now())
      // No attempt, so nothing to record.
      if (secret === undefined || attempt === undefined)
        throw new OidcError('over', 'No attempt of this browser is under way')
      const answer = new URLSearchParams(query)
      return takeUp(context, { attempt, secret, answer }, caller).catch(async (error: unknown) => {
        if (error instanceof OidcError) await recordFailure(context, attempt, error, caller)
        throw error
      })
    })
}

async function recordFailure(
  context: OidcContext,
  { proofOf }: Attempt,
  { message: reason }: OidcError,
  caller: Caller,
): Promise<void> {
  const { db } = context.store
  const user =
    proofOf &&
    (await db
      .selectFrom('users')
      .select(['id', 'username'])
      .where('id', '=', proofOf.userId)
      .executeTakeFirst())
  await recordAlone(context, {
    caller,
    action: proofOf ? 'session.proved' : 'session.opened',
    outcome: 'refused',
    reason,
    ...(user && { subject: auditedUser(user) }),
  })
}

async function takeUp(
  context: OidcContext,
  returned: { readonly attempt: Attempt; readonly secret: string; readonly answer: URLSearchParams },
  caller: Caller,
): Promise<RedirectAnswer> {
  const { attempt } = returned
  const { rules, configuration } = await context.findProvider()
  if (rules.issuer !== attempt.issuer) throw new OidcError('off', 'Another provider was saved meanwhile')
  const identity = await identify(configuration, rules, returned)
  const { returnTo: location, proofOf, inPlaceOf } = attempt
  if (proofOf !== null) {
    return { location, attempt: 'ended', session: await renewProof(context, proofOf, identity, caller) }
  }
  // Led here by another site, the browser keeps its session's cookie to itself.
  const before = sessionOf(caller) ?? inPlaceOf
  return { location, attempt: 'ended', session: await signInAs(context, identity, { caller, before }) }
}

async function signInAs(
  context: OidcContext,
  { role, ...identity }: OidcIdentity,
  { caller, before }: { readonly caller: Caller; readonly before: UserSession | null },
) {
  const { address, agent } = caller
  if (role === null)
    throw new OidcError(
      'no_role',
      `No value of the claim gives ${identity.username} (${identity.externalId}) a role`,
    )
  const at = context.now()
  return context.store.transaction(async (db) => {
    const user = await takeIn(context, db, { origin: 'oidc', role, ...identity }, caller)
    if (typeof user === 'string') throw new OidcError(user, `${identity.username} (${identity.externalId})`)
    await recordAudit(context, db, {
      caller: { ...caller, name: user.username, kind: 'user' },
      action: 'session.opened',
      subject: auditedUser(user),
    })
    // One browser, one session.
    if (before) await endSessions(db, before.userId, { only: before.sessionId })
    return openSession(db, user.id, { at, address, agent })
  })
}

/** The session from which it began is proved, if it is still there and the same person signed in. */
function renewProof(
  context: OidcContext,
  { sessionId, userId }: NonNullable<Attempt['proofOf']>,
  { externalId, username }: OidcIdentity,
  caller: Caller,
): Promise<OpenedSession> {
  return context.store.transaction(async (db) => {
    const user = await db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .select(['username', 'origin', 'external_id'])
      .where('sessions.id', '=', sessionId)
      .where('user_id', '=', userId)
      .executeTakeFirst()
    if (!user) throw new OidcError('over', 'The session that was to be proved has ended')
    if (user.origin !== 'oidc' || user.external_id !== externalId)
      throw new OidcError(
        'other_person',
        `${username} (${externalId}) signed in at the provider for ${user.username}`,
      )
    await recordAudit(context, db, {
      caller: { ...caller, name: user.username, kind: 'user' },
      action: 'session.proved',
      subject: auditedUser({ id: userId, username: user.username }),
    })
    return renewSession(db, sessionId, context.now())
  })
}
