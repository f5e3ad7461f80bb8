import type { Settings } from '@bindery/contract'
import { flattenSettings } from '@bindery/contract/words'
import { canonicalJson } from './canonical-json.ts'

/** One setting that differs. `path` is one of `flattenSettings`; undefined stands for what is not there. */
export interface SettingChange {
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

/** What differs between two versions of the settings, in the order of the later one, what was removed last. */
export function changedSettings(before: Settings, after: Settings): SettingChange[] {
  const old = flattenSettings({ settings: before })
  const now = flattenSettings({ settings: after })
  return [...new Set([...now.keys(), ...old.keys()])]
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }))
    .filter((change) => canonicalJson(change.before ?? null) !== canonicalJson(change.after ?? null))
}
