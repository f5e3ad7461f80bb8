import type { OpenedSession } from '@bindery/contract'
import type { Database } from '@bindery/store'
import { hashSecret, newSecret } from './new-secret.ts'
import { absoluteMilliseconds, idleMilliseconds, later } from './session-times.ts'

/** Opens a session of a user who has just shown who they are. What is over meanwhile is swept away. */
export async function openSession(
  db: Database,
  userId: number,
  { at, address, agent }: { readonly at: Date; readonly address: string; readonly agent: string },
): Promise<OpenedSession & { readonly id: number }> {
  await sweepSessions(db, at)
  const secret = newSecret()
  const now = at.toISOString()
  const endsAt = later(at, absoluteMilliseconds)
  const { id } = await db
    .insertInto('sessions')
    .values({
      user_id: userId,
      secret_hash: hashSecret(secret),
      created_at: now,
      seen_at: now,
      proved_at: now,
      ends_at: endsAt.toISOString(),
      address,
      agent: agent.slice(0, 200),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.updateTable('users').set({ signed_in_at: now }).where('id', '=', userId).execute()
  return { id, secret, endsAt }
}

/** Sessions that are not over, to select from. */
export const openSessions = (db: Database, at: Date) =>
  db
    .selectFrom('sessions')
    .where('ends_at', '>', at.toISOString())
    .where('seen_at', '>', later(at, -idleMilliseconds).toISOString())

async function sweepSessions(db: Database, at: Date): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where((where) =>
      where.or([
        where('ends_at', '<=', at.toISOString()),
        where('seen_at', '<=', later(at, -idleMilliseconds).toISOString()),
      ]),
    )
    .execute()
}

/** Notes that the user of a session has shown again who they are. Its secret is another from now on. */
export async function renewSession(db: Database, id: number, at: Date): Promise<OpenedSession> {
  const secret = newSecret()
  const { ends_at: endsAt } = await db
    .updateTable('sessions')
    .set({ secret_hash: hashSecret(secret), proved_at: at.toISOString() })
    .where('id', '=', id)
    .returning('ends_at')
    .executeTakeFirstOrThrow()
  return { secret, endsAt: new Date(endsAt) }
}

/** Ends sessions of a user: all, all but one, or one. Returns how many there were. */
export async function endSessions(
  db: Database,
  userId: number,
  { except, only }: { readonly except?: number | null; readonly only?: number } = {},
): Promise<number> {
  const deleted = await db
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .$if(except !== undefined && except !== null, (query) => query.where('id', '!=', except ?? 0))
    .$if(only !== undefined, (query) => query.where('id', '=', only ?? 0))
    .executeTakeFirst()
  return Number(deleted.numDeletedRows)
}
