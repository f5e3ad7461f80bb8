import { BinderyError } from '@bindery/contract'
import type { User } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { countFailure, forgetFailures, requireUnlocked } from './failed-sign-ins.ts'
import { spendCode, type CodeSource } from './own/spend-code.ts'

/**
 * Asks for a code of the authenticator app of a user who has one, after their password. Throws `code_required` without
 * one, which counts as no failure and forgets none; else as `takeCode`.
 */
export async function requireCode(
  context: EngineContext,
  user: User,
  code: string | undefined,
  at: Date,
): Promise<CodeSource> {
  if (code === undefined)
    throw new BinderyError(
      'code_required',
      'Enter the code that your authenticator app shows, or a recovery code',
    )
  return takeCode(context, user, code, at)
}

/**
 * Uses up a code of the authenticator app or a recovery code. Throws `sign_in_failed`, which counts like a wrong password,
 * or `locked`: looked at in the same transaction, so that many attempts at once are no more than some in a row.
 */
export async function takeCode(
  context: EngineContext,
  user: User,
  code: string,
  at: Date,
): Promise<CodeSource> {
  const source = await context.store.transaction(async (db) => {
    await requireUnlocked(db, user.username, at)
    const spent = await spendCode(context, db, user.id, code, at)
    await (spent ? forgetFailures(db, user.username) : countFailure(db, user.username, at))
    return spent
  })
  if (source !== null) return source
  const message = 'The code is not right, or was used already'
  throw new BinderyError('sign_in_failed', message, [{ path: ['code'], message }])
}
