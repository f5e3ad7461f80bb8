import { BinderyError, type DirectoryInput } from '@bindery/contract'
import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import { listDirectories, type Database, type DirectoryRecord, type DirectorySave } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { hashScope } from './hash-scope.ts'
import { secretsFor } from './resolve-secrets.ts'
import { parseSecrets, sealSecrets, type OpenSecrets } from './stored-secrets.ts'
import { lastTestOf } from './test-results.ts'

/**
 * Checks what is about to be saved and puts it in the form that is stored. `before` is the directory as it is stored;
 * undefined: a new one. Throws `name_taken`, `secret_required`, `test_required`, each at its field.
 */
export async function prepareSave(
  context: EngineContext,
  db: Database,
  save: {
    readonly id: number
    readonly input: DirectoryInput
    readonly before: DirectoryRecord | undefined
    readonly actor: string
  },
): Promise<DirectorySave> {
  const { id, input, before, actor } = save
  await refuseTakenName(db, id, input.name)
  const secrets = secretsFor(context, input, before)
  if (input.enabled) await refuseUntested({ ...context, store: { ...context.store, db } }, input, secrets)
  const at = context.now().toISOString()
  const stored = parseSecrets(before?.secrets ?? '{}')
  return {
    name: input.name,
    enabled: input.enabled,
    secrets: JSON.stringify(sealSecrets(context.keyring, id, secrets, stored, at)),
    settings: JSON.stringify(input.settings),
    scopeHash: hashScope(input.settings),
    at,
    actor,
  }
}

async function refuseTakenName(db: Database, id: number, name: string): Promise<void> {
  const key = caseIgnoreKey(name)
  const others = await listDirectories(db)
  if (!others.some((other) => other.id !== id && caseIgnoreKey(other.name) === key)) return
  const message = `Another directory has the name “${name}”.`
  throw new BinderyError('name_taken', message, [{ path: ['name'], message }])
}

async function refuseUntested(
  context: EngineContext,
  { settings }: DirectoryInput,
  secrets: OpenSecrets,
): Promise<void> {
  const test = await lastTestOf(context, settings, secrets)
  if (test?.passed) return
  const message = test
    ? 'The last test of this connection failed. Test it until it passes, or save with the directory switched off.'
    : 'Test exactly this connection and scope first, or save with the directory switched off.'
  throw new BinderyError('test_required', message, [{ path: ['enabled'], message }])
}
