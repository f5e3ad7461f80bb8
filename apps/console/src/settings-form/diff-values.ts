import { flattenSettings } from '@bindery/contract'
import { fieldText } from './field-texts.ts'
import type { FormValues } from './form-values.ts'
import { wordValue } from './word-value.ts'

/** One changed setting, in words. `key` is a path of `flattenSettings`. */
export interface SettingChange {
  readonly key: string
  /** "People · Search bases". */
  readonly label: string
  readonly before: string
  readonly after: string
}

const areas: Record<string, string> = {
  connection: 'Connection',
  people: 'People',
  groups: 'Groups',
  mapping: 'Mapping',
  policy: 'Policy',
}

/** Where a setting lives and what it is called. */
export function labelOf(key: string): string {
  const [first, second = ''] = key.split('.')
  const rule = /^(.*)\[(.+)\]$/.exec(key)
  const area = first === 'settings' ? areas[second] : first === 'secrets' ? areas['connection'] : undefined
  const label = rule ? `${fieldText(rule[1] ?? '').label} “${rule[2] ?? ''}”` : fieldText(key).label
  return area ? `${area} · ${label}` : label
}

/** Equal by content; key order does not matter, since both come from the same form. */
export function sameValue(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

/** What was changed from one document to the other, in the order of the document; removed rules last. */
export function diffValues(before: FormValues, after: FormValues): SettingChange[] {
  const old = flattenSettings(before)
  const now = flattenSettings(after)
  return [...new Set([...now.keys(), ...old.keys()])]
    .filter((key) => !sameValue(old.get(key), now.get(key)))
    .map((key) => ({
      key,
      label: labelOf(key),
      before: wordValue(old.get(key), key),
      after: wordValue(now.get(key), key),
    }))
}
