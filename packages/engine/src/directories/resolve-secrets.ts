import type { Connection, Draft, SecretName, Settings } from '@bindery/contract'
import { findDirectory, type DirectoryRecord } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { directoryNotFound, secretRequired } from './refusals.ts'
import { openSecret, parseSecrets, secretLabels, type OpenSecrets } from './stored-secrets.ts'

/**
 * The secrets of a draft, opened: the ones it sets, else the stored ones. A stored password is only for the target it
 * was entered for: when addresses, encryption, trust or bind DN differ, it has to be entered again (S40, as in
 * CVE-2024-5967). Throws `secret_required` at the field, and `not_found`.
 */
export async function resolveSecrets(
  context: Pick<EngineContext, 'store' | 'keyring'>,
  draft: Draft,
): Promise<OpenSecrets> {
  if (draft.directoryId === null) return secretsFor(context, draft, undefined)
  const stored = await findDirectory(context.store.db, draft.directoryId)
  if (!stored) throw directoryNotFound(draft.directoryId)
  return secretsFor(context, draft, stored)
}

/** As `resolveSecrets`, for a directory that was read already; undefined: one that is not saved yet. */
export function secretsFor(
  { keyring }: Pick<EngineContext, 'keyring'>,
  draft: Pick<Draft, 'settings' | 'secrets'>,
  stored: DirectoryRecord | undefined,
): OpenSecrets {
  const { connection } = draft.settings
  return {
    // An empty password with a bind DN is an unauthenticated bind (RFC 4513 §5.1.2), which succeeds and means nothing.
    bindPassword: connection.bindDn === '' ? '' : required('bindPassword', () => keptPassword()),
    clientKey: connection.clientCertificate === '' ? '' : required('clientKey', () => kept('clientKey')),
  }

  function required(name: SecretName, keep: () => string): string {
    const input = draft.secrets[name]
    const secret = 'set' in input ? input.set : keep()
    if (secret === '') throw secretRequired(name, `Enter the ${secretLabels[name]}.`)
    return secret
  }
  function kept(name: SecretName): string {
    return stored ? openSecret(keyring, stored.id, parseSecrets(stored.secrets), name) : ''
  }
  function keptPassword(): string {
    if (!stored) return ''
    const changed = targetChanges((JSON.parse(stored.settings) as Settings).connection, connection)
    if (changed.length === 0) return kept('bindPassword')
    throw secretRequired(
      'bindPassword',
      `The stored bind password is not sent to another target: ${changed.join(', ')} changed. Enter it again.`,
    )
  }
}

/** What makes a draft's target another one than the stored password was entered for. Fewer addresses do not. */
function targetChanges(stored: Connection, draft: Connection): string[] {
  const changes: [string, boolean][] = [
    ['the server address', draft.urls.some((url) => !stored.urls.includes(url))],
    ['StartTLS', stored.startTls !== draft.startTls],
    ['certificate checking', stored.verifyTls !== draft.verifyTls],
    ['the trusted CA', stored.caBundle !== draft.caBundle],
    ['the pinned certificate', stored.pinnedCertificate !== draft.pinnedCertificate],
    ['the bind DN', stored.bindDn !== draft.bindDn],
  ]
  return changes.filter(([, changed]) => changed).map(([name]) => name)
}
