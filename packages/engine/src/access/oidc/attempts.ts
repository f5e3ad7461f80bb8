import type { Database } from '@bindery/store'
import { createHmac } from 'node:crypto'
import type { UserSession } from '../authorize.ts'
import { hashSecret, newSecret } from '../new-secret.ts'
import { later } from '../session-times.ts'

/** How long somebody may take at the provider. */
export const attemptMilliseconds = 10 * 60_000
/** Anybody may begin one, so the oldest make room. */
const atMost = 1000

/** A sign-in that is under way at the provider. */
export interface Attempt {
  readonly issuer: string
  readonly redirectUri: string
  readonly returnTo: string
  readonly startedAt: Date
  /** Whose session shows anew who they are; null: a session is to be opened. */
  readonly proofOf: UserSession | null
  /** The session that the browser had when it began, which ends when another is opened; null: none. */
  readonly inPlaceOf: UserSession | null
}

/**
 * What goes to the provider and must come back, and what only the browser that began could know: all of it follows from
 * the secret in its cookie, which is kept nowhere else.
 */
export const partsOf = (secret: string) => ({
  state: derive(secret, 'state'),
  nonce: derive(secret, 'nonce'),
  /** RFC 7636 §4.1: 43 characters. */
  verifier: derive(secret, 'verifier'),
})

const derive = (secret: string, part: string) => createHmac('sha256', secret).update(part).digest('base64url')

/** Begins an attempt, and gives the secret for the browser's cookie. */
export async function beginAttempt(db: Database, attempt: Attempt): Promise<string> {
  await db
    .deleteFrom('oidc_attempts')
    .where('started_at', '<=', later(attempt.startedAt, -attemptMilliseconds).toISOString())
    .execute()
  const oldest = db
    .selectFrom('oidc_attempts')
    .select('id')
    .orderBy('id', 'desc')
    .offset(atMost - 1)
    .limit(1)
  const { id } = (await oldest.executeTakeFirst()) ?? { id: 0 }
  await db.deleteFrom('oidc_attempts').where('id', '<=', id).execute()
  const secret = newSecret()
  const session = attempt.proofOf ?? attempt.inPlaceOf
  await db
    .insertInto('oidc_attempts')
    .values({
      secret_hash: hashSecret(secret),
      issuer: attempt.issuer,
      redirect_uri: attempt.redirectUri,
      return_to: attempt.returnTo,
      started_at: attempt.startedAt.toISOString(),
      session_id: session?.sessionId ?? null,
      user_id: session?.userId ?? null,
      is_proof: attempt.proofOf ? 1 : 0,
    })
    .execute()
  return secret
}

/** Ends the attempt of this secret, so that nobody uses it again; undefined: there is none, or it took too long. */
export async function endAttempt(db: Database, secret: string, now: Date): Promise<Attempt | undefined> {
  const row = await db
    .deleteFrom('oidc_attempts')
    .where('secret_hash', '=', hashSecret(secret))
    .returningAll()
    .executeTakeFirst()
  if (!row) return undefined
  const startedAt = new Date(row.started_at)
  if (later(startedAt, attemptMilliseconds) <= now) return undefined
  const session =
    row.session_id === null || row.user_id === null
      ? null
      : { sessionId: row.session_id, userId: row.user_id }
  const isProof = row.is_proof === 1
  return {
    issuer: row.issuer,
    redirectUri: row.redirect_uri,
    returnTo: row.return_to,
    startedAt,
    proofOf: isProof ? session : null,
    inPlaceOf: isProof ? null : session,
  }
}
