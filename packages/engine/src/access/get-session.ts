import type { Verbs } from '@bindery/contract'
import type { AccessContext } from './access-context.ts'
import { toSignedIn } from './find-user.ts'

/** Who is signed in, and whether there is anybody who can be. */
export function getSession({ store, setUpToken }: AccessContext): Verbs['getSession'] {
  return async ({ caller }) => {
    const needsSetUp = setUpToken.value !== null
    if (caller.userId === null || caller.sessionId === null) return { signedIn: null, needsSetUp }
    const [user, session] = await Promise.all([
      store.db.selectFrom('users').selectAll().where('id', '=', caller.userId).executeTakeFirstOrThrow(),
      store.db
        .selectFrom('sessions')
        .select(['id', 'ends_at'])
        .where('id', '=', caller.sessionId)
        .executeTakeFirstOrThrow(),
    ])
    return { signedIn: toSignedIn(user, { id: session.id, endsAt: session.ends_at }), needsSetUp }
  }
}
