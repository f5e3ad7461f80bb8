import { secretNames, type SecretName } from '@bindery/contract/words'
import { SealError, type Keyring } from '../secrets/keyring.ts'
import { sealContexts } from '../secrets/seal-contexts.ts'
import { secretRequired } from './refusals.ts'

/** Secrets as they are kept with a directory, sealed. */
export type StoredSecrets = Partial<
  Record<SecretName, { readonly sealed: string; readonly changedAt: string }>
>

/** Opened secrets; '' where there is none. Never to be logged, answered or stored. */
export type OpenSecrets = Readonly<Record<SecretName, string>>

export const parseSecrets = (text: string) => JSON.parse(text) as StoredSecrets

export const secretLabels: Record<SecretName, string> = {
  bindPassword: 'bind password',
  clientKey: 'client key',
}

/** Opens one stored secret; '' when there is none. Throws `secret_required` when it no longer opens. */
export function openSecret(
  keyring: Keyring,
  directoryId: number,
  stored: StoredSecrets,
  name: SecretName,
): string {
  const secret = stored[name]
  if (!secret) return ''
  try {
    return keyring.open(secret.sealed, sealContexts.directorySecret(directoryId, name))
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    throw secretRequired(
      name,
      `The stored ${secretLabels[name]} cannot be opened: ${error.message}. Enter it again.`,
    )
  }
}

/** The secrets to store: an unchanged one stays as it is, with its date; an empty one is dropped. */
export function sealSecrets(
  keyring: Keyring,
  directoryId: number,
  secrets: OpenSecrets,
  before: StoredSecrets,
  at: string,
): StoredSecrets {
  const stored: StoredSecrets = {}
  for (const name of secretNames) {
    const text = secrets[name]
    if (text === '') continue
    const known = before[name]
    const same = known && opensTo(text, name, known.sealed)
    stored[name] = same
      ? known
      : { sealed: keyring.seal(text, sealContexts.directorySecret(directoryId, name)), changedAt: at }
  }
  return stored

  function opensTo(text: string, name: SecretName, sealed: string): boolean {
    try {
      return keyring.open(sealed, sealContexts.directorySecret(directoryId, name)) === text
    } catch {
      return false
    }
  }
}
