import { BinderyError, type Verbs } from '@bindery/contract'
import type { User } from '@bindery/store'
import type { AccessContext } from './access-context.ts'
import { countFailure, forgetFailures, requireUnlocked } from './failed-sign-ins.ts'
import { findUser, toSignedIn } from './find-user.ts'
import { isPassword } from './hash-password.ts'
import { openSession } from './open-session.ts'

/**
 * Signs in with a password. Throws `sign_in_failed`, the same for a name that there is not and a password that is not the
 * name's, or `locked`.
 */
export function signIn(context: AccessContext): Verbs['signIn'] {
  return async ({ body: { username, password }, caller }) => {
    const { db } = context.store
    const at = context.now()
    await requireUnlocked(db, username, at)
    const user = await whoIs(context, username, password)
    if (!user) {
      await countFailure(db, username, at)
      throw new BinderyError('sign_in_failed', 'The username or the password is not right')
    }
    await forgetFailures(db, username)
    const session = await openSession(db, user.id, { at, address: caller.address, agent: caller.agent })
    const body = toSignedIn(user, { id: session.id, endsAt: session.endsAt.toISOString() })
    return { session, body }
  }
}

/** The user of this name and password; nobody, when either is wrong or the user is disabled. */
async function whoIs(
  { store }: AccessContext,
  username: string,
  password: string,
): Promise<User | undefined> {
  const user = await findUser(store.db, username)
  const right = await isPassword(password, user?.password_hash ?? null)
  return right && user?.disabled === 0 ? user : undefined
}
