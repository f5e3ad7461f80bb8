import {
  BinderyError,
  flattenSettings,
  type SignInSettings,
  type SignInSettingsInput,
  type Verbs,
} from '@bindery/contract'
import { findDirectory, type Database } from '@bindery/store'
import { recordAudit } from '../../audit/record-audit.ts'
import type { EngineContext } from '../../context.ts'
import { sealContexts } from '../../secrets/seal-contexts.ts'
import { endSessionsByOrigin } from '../end-sessions-by-origin.ts'
import { describeSignIn } from './get-sign-in-settings.ts'
import { loadSignInSettings, type StoredSignIn } from './load-sign-in-settings.ts'
import { lookUpGroups } from './look-up-groups.ts'

/**
 * Saves how people sign in. Sessions of whoever might not come in that way any more, or not with the same role, end.
 * Local users are not touched by any of it: they can always sign in. Groups that are new are looked up first; a directory
 * that does not answer is no reason not to save. Throws `version_conflict`, `secret_required`, `invalid_request`.
 */
export function updateSignInSettings(context: EngineContext): Verbs['updateSignInSettings'] {
  return async ({ body, version = 0, caller, signal }) => {
    const { settings: saved } = await loadSignInSettings(context.store.db)
    const groupsUnchecked = await lookUpGroups(context, saved.directory, body.settings.directory, signal)
    return context.store.transaction(async (db) => {
      const before = await loadSignInSettings(db)
      if (before.version !== version)
        throw new BinderyError(
          'version_conflict',
          `${before.savedBy} saved version ${before.version} at ${before.savedAt ?? ''}. Look again before you save.`,
        )
      await requireDirectory(db, body.settings)
      const now = context.now().toISOString()
      const row = {
        version: version + 1,
        document: JSON.stringify(body.settings),
        ...secretToStore(context, body, before, now),
        saved_at: now,
        saved_by: caller.name,
      }
      await db
        .insertInto('sign_in_settings')
        .values({ id: 1, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
      await recordAudit(context, db, {
        caller,
        action: 'sign_in_settings.saved',
        before: Object.fromEntries(flattenSettings(before.settings)),
        after: Object.fromEntries(flattenSettings(body.settings)),
        ...('set' in body.clientSecret && { facts: { clientSecret: 'replaced' } }),
      })
      await endSessionsByOrigin(db, lostWays(before.settings, body.settings))
      return { ...describeSignIn(await loadSignInSettings(db)), groupsUnchecked }
    })
  }
}

async function requireDirectory(db: Database, { directory }: SignInSettings): Promise<void> {
  if (!directory.enabled || directory.directoryId === null) return
  if (await findDirectory(db, directory.directoryId)) return
  const message = 'This directory is not there any more. Choose another.'
  throw new BinderyError('invalid_request', message, [
    { path: ['settings', 'directory', 'directoryId'], message },
  ])
}

/**
 * A stored secret is only for the provider it was entered for: with another address or client it has to be entered again
 * (S40).
 */
function secretToStore(
  context: Pick<EngineContext, 'keyring'>,
  { settings: { oidc }, clientSecret }: SignInSettingsInput,
  before: StoredSignIn,
  now: string,
) {
  const seal = (text: string) => ({
    client_secret: text === '' ? null : context.keyring.seal(text, sealContexts.clientSecret()),
    client_secret_changed_at: text === '' ? null : now,
  })
  if ('set' in clientSecret) return seal(clientSecret.set)
  const stored = {
    client_secret: before.clientSecret,
    client_secret_changed_at: before.clientSecretChangedAt,
  }
  if (before.clientSecret === null) return stored
  const was = before.settings.oidc
  if (was.issuer === oidc.issuer && was.clientId === oidc.clientId) return stored
  const what = was.issuer === oidc.issuer ? 'the client ID' : 'the provider’s address'
  const message = `The stored client secret is not sent to another target: ${what} changed. Enter it again.`
  throw new BinderyError('secret_required', message, [{ path: ['clientSecret'], message }])
}

/** The ways to sign in that lead in no longer, to other people, or to other roles. */
function lostWays(before: SignInSettings, after: SignInSettings): ('directory' | 'oidc')[] {
  const directory =
    !after.directory.enabled || differ(before.directory, after.directory, ['directoryId', 'groups'])
  const oidc =
    !after.oidc.enabled ||
    differ(before.oidc, after.oidc, ['issuer', 'clientId', 'claim', 'values', 'otherwise'])
  return [...(directory ? (['directory'] as const) : []), ...(oidc ? (['oidc'] as const) : [])]
}

const differ = <Part extends object>(before: Part, after: Part, names: readonly (keyof Part)[]): boolean =>
  names.some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
