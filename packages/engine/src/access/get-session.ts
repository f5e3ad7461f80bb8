import type { SessionState, SignInSettings, Verbs } from '@bindery/contract'
import type { AccessContext } from './access-context.ts'
import { toSignedIn } from './find-user.ts'
import { loadSignInSettings } from './settings/load-sign-in-settings.ts'

/** Who is signed in, and whether there is anybody who can be. */
export function getSession({ store, setUpToken }: AccessContext): Verbs['getSession'] {
  return async ({ caller }) => {
    const { settings } = await loadSignInSettings(store.db)
    const known = { needsSetUp: setUpToken.value !== null, methods: methodsOf(settings) }
    if (caller.userId === null || caller.sessionId === null) return { signedIn: null, ...known }
    const [user, session] = await Promise.all([
      store.db.selectFrom('users').selectAll().where('id', '=', caller.userId).executeTakeFirstOrThrow(),
      store.db
        .selectFrom('sessions')
        .select(['id', 'ends_at'])
        .where('id', '=', caller.sessionId)
        .executeTakeFirstOrThrow(),
    ])
    return { signedIn: toSignedIn(user, { id: session.id, endsAt: session.ends_at }), ...known }
  }
}

/** What the sign-in page offers; the provider by its label, or else by its host. */
const methodsOf = ({ directory, oidc }: SignInSettings): SessionState['methods'] => ({
  directory: directory.enabled,
  oidc: oidc.enabled ? oidc.label || new URL(oidc.issuer).host : null,
})
