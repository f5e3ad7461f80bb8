import { flattenSettings, secretNames, type Settings } from '@bindery/contract'
import type { DirectoryRecord, DirectorySave } from '@bindery/store'
import { parseSecrets } from '../directories/stored-secrets.ts'

/** The settings of a directory by the path of each, for the audit log; of its secrets there is nothing in it. */
export function auditedSettings({
  name,
  enabled,
  settings,
}: Pick<DirectoryRecord, 'name' | 'settings'> & { readonly enabled: number | boolean }) {
  const document = { name, enabled: Boolean(enabled), settings: JSON.parse(settings) as Settings }
  return Object.fromEntries(flattenSettings(document))
}

/** What became of each secret: it was set, replaced, removed or kept; of one that there never was, nothing. */
export function auditedSecrets(
  before: Pick<DirectoryRecord, 'secrets'> | undefined,
  after: Pick<DirectorySave, 'secrets'>,
): Record<string, string> {
  const [old, now] = [parseSecrets(before?.secrets ?? '{}'), parseSecrets(after.secrets)]
  const told: Record<string, string> = {}
  for (const name of secretNames) {
    const [was, is] = [old[name], now[name]]
    if (!was && !is) continue
    told[name] = !was ? 'set' : !is ? 'removed' : was.sealed === is.sealed ? 'kept' : 'replaced'
  }
  return told
}
