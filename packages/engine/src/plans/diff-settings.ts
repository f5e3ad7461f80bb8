import type { Settings } from '@bindery/contract'
import { canonicalJson } from '@bindery/sync'

const shown = 4

/** What differs between two settings, in words: "extra filter (people), bind dn (connection)"; '' when nothing does. */
export function diffSettings(before: Settings, after: Settings): string {
  const parts = (Object.keys(after) as (keyof Settings)[]).flatMap((section) =>
    changedKeys(before[section], after[section]).map((key) => `${toWords(key)} (${section})`),
  )
  if (parts.length <= shown) return parts.join(', ')
  return `${parts.slice(0, shown).join(', ')} and ${parts.length - shown} more`
}

function changedKeys(before: object, after: object): string[] {
  const old = new Map(Object.entries(before))
  return Object.entries(after).flatMap(([key, value]) =>
    canonicalJson(value) === canonicalJson(old.get(key) ?? null) ? [] : [key],
  )
}

/** `extraFilter` → "extra filter". */
const toWords = (key: string) => key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
