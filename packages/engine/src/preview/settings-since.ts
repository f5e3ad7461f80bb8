import type { Settings } from '@bindery/contract'
import { changedSettings, type DatedChange } from '@bindery/sync'
import type { PreviewJob } from './preview-job.ts'

/**
 * What differs between the settings of an earlier version and those under preview, and who changed each of them last.
 * A value that was changed and changed back is no change. Secrets are not part of the settings.
 */
export async function settingsSince(job: PreviewJob, version: number, started: Date): Promise<DatedChange[]> {
  const saved = job.task.store.db
    .selectFrom('settings_versions')
    .select(['version', 'settings', 'saved_at', 'actor'])
    .where('directory_id', '=', job.directoryId)
    .where('version', '>=', version)
  const rows = await (
    job.settingsVersion === null ? saved : saved.where('version', '<=', job.settingsVersion)
  )
    .orderBy('version')
    .execute()
  const [first, ...later] = rows
  if (!first) return []
  const base = JSON.parse(first.settings) as Settings
  const authors = new Map<string, { at: string; actor: string; version: number | null }>()
  let before = base
  for (const row of later) {
    const settings = JSON.parse(row.settings) as Settings
    for (const { path } of changedSettings(before, settings))
      authors.set(path, { at: row.saved_at, actor: row.actor, version: row.version })
    before = settings
  }
  const unsaved = { at: started.toISOString(), actor: '', version: null }
  for (const { path } of changedSettings(before, job.settings)) authors.set(path, unsaved)
  return changedSettings(base, job.settings).map((change) => ({
    ...change,
    ...(authors.get(change.path) ?? unsaved),
  }))
}
