import { randomBytes } from 'node:crypto'

/** A key of 32 bytes, in base64url, and the name by which sealed texts and messages speak of it: 12 hexadecimal digits. */
export interface SealingKey {
  readonly id: string
  readonly secret: string
}

/** At least one: the first seals, the others only open. */
export type SealingKeys = readonly [SealingKey, ...SealingKey[]]

export function newKey(): SealingKey {
  return { id: randomBytes(6).toString('hex'), secret: randomBytes(32).toString('base64url') }
}

/** A line for each key: `bindery-key <id> <secret>`. */
export function formatKeys(keys: SealingKeys): string {
  return keys.map(({ id, secret }) => `bindery-key ${id} ${secret}\n`).join('')
}

/** Reads what `formatKeys` wrote, with any white space between the words. Null: it is something else. */
export function parseKeys(text: string): SealingKeys | null {
  const words = text.trim().split(/\s+/)
  const keys: SealingKey[] = []
  for (let at = 0; at < words.length; at += 3) {
    const [label, id = '', secret = ''] = words.slice(at, at + 3)
    // Of 43 characters the last one holds four bits: others than these are a typing error.
    const whole = /^[\w-]{42}[AEIMQUYcgkosw048]$/.test(secret)
    if (label !== 'bindery-key' || !/^[0-9a-f]{12}$/.test(id) || !whole) return null
    if (keys.some((key) => key.id === id)) return null
    keys.push({ id, secret })
  }
  const [first, ...others] = keys
  return first ? [first, ...others] : null
}

/** The ids of keys, for a message. */
export const namesOf = (ids: readonly string[]) =>
  `${ids.length === 1 ? 'key' : 'keys'} ${ids.join(', ') || 'none'}`
