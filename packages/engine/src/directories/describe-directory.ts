import { BinderyError, type Directory, type SecretName, type Settings } from '@bindery/contract'
import type { DirectoryRecord } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { openSecret, parseSecrets, type StoredSecrets } from './stored-secrets.ts'
import { lastTestOf, type TestResult } from './test-results.ts'

/** A directory as the API tells it: of its secrets only whether they are set, and since when. */
export async function describeDirectory(context: EngineContext, row: DirectoryRecord): Promise<Directory> {
  const stored = parseSecrets(row.secrets)
  const state = (name: SecretName) => ({
    configured: stored[name] !== undefined,
    changedAt: stored[name]?.changedAt ?? null,
  })
  const settings = JSON.parse(row.settings) as Settings
  return {
    id: row.id,
    name: row.name,
    enabled: row.enabled === 1,
    version: row.version,
    settings,
    secrets: { bindPassword: state('bindPassword'), clientKey: state('clientKey') },
    lastTest: await lastTestFor(context, row, settings, stored),
    savedAt: row.saved_at,
    savedBy: row.actor,
  }
}

async function lastTestFor(
  context: EngineContext,
  row: DirectoryRecord,
  settings: Settings,
  stored: StoredSecrets,
): Promise<TestResult | null> {
  try {
    return await lastTestOf(context, settings, {
      bindPassword: openSecret(context.keyring, row.id, stored, 'bindPassword'),
      clientKey: openSecret(context.keyring, row.id, stored, 'clientKey'),
    })
  } catch (error) {
    // A secret that no longer opens was not tested; the directory is shown all the same, so that it can be set anew.
    if (error instanceof BinderyError) return null
    throw error
  }
}
