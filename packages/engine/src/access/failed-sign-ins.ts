import { BinderyError } from '@bindery/contract'
import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import type { Database, Store } from '@bindery/store'
import { later } from './session-times.ts'

/** So many in a row are mistakes; from then on each doubles the wait. */
const free = 5
const firstWait = 30_000
const longestWait = 15 * 60_000
const day = 24 * 60 * 60_000

/**
 * Throws `locked` while a name has to wait. Names that nobody has wait alike, so it does not tell whether there is one;
 * and the wait is short, so nobody can keep somebody else out for long.
 */
export async function requireUnlocked(db: Database, username: string, now: Date): Promise<void> {
  const row = await db
    .selectFrom('failed_sign_ins')
    .select('locked_until')
    .where('username_key', '=', caseIgnoreKey(username))
    .executeTakeFirst()
  const wait = Date.parse(row?.locked_until ?? '') - now.getTime()
  if (wait > 0)
    throw new BinderyError(
      'locked',
      `Too many attempts in vain. Wait ${Math.ceil(wait / 1000)} seconds, then try again`,
    )
}

/** Counts an attempt in vain. What is a day old is forgotten. */
export async function countFailure(db: Database, username: string, now: Date): Promise<void> {
  await db.deleteFrom('failed_sign_ins').where('last_at', '<', later(now, -day).toISOString()).execute()
  const key = caseIgnoreKey(username)
  const { failures } = await db
    .insertInto('failed_sign_ins')
    .values({ username_key: key, failures: 1, locked_until: '', last_at: now.toISOString() })
    .onConflict((conflict) =>
      conflict.column('username_key').doUpdateSet((update) => ({
        failures: update('failed_sign_ins.failures', '+', 1),
        last_at: now.toISOString(),
      })),
    )
    .returning('failures')
    .executeTakeFirstOrThrow()
  if (failures < free) return
  const wait = Math.min(firstWait * 2 ** (failures - free), longestWait)
  await db
    .updateTable('failed_sign_ins')
    .set({ locked_until: later(now, wait).toISOString() })
    .where('username_key', '=', key)
    .execute()
}

/**
 * Counts an attempt in vain that took its time, unless others have locked the name meanwhile: then it throws `locked`, as a
 * right one must, so that many attempts at once tell no more than some in a row.
 */
export function failAttempt(store: Store, username: string, now: Date): Promise<void> {
  return store.transaction(async (db) => {
    await requireUnlocked(db, username, now)
    await countFailure(db, username, now)
  })
}

/** Forgets the failures of a name that got in. */
export async function forgetFailures(db: Database, username: string): Promise<void> {
  await db.deleteFrom('failed_sign_ins').where('username_key', '=', caseIgnoreKey(username)).execute()
}
