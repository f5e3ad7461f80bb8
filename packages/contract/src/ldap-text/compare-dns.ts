import { dnKey, isUnparsableKey } from './dn-key.ts'
import type { Dn } from './dn-types.ts'

/** Do both name the same entry (`dnKey`)? */
export function sameDn(a: string | Dn, b: string | Dn): boolean {
  return dnKey(a) === dnKey(b)
}

/** Is `dn` the base itself or anywhere below it? Text that is no DN is under nothing but itself. */
export function isUnder(dn: string | Dn, base: string | Dn): boolean {
  return depthBelow(dn, base) !== undefined
}

/** Levels between: 0 for the base itself, 1 for its children; undefined when `dn` is not under `base`. */
export function depthBelow(dn: string | Dn, base: string | Dn): number | undefined {
  const key = dnKey(dn)
  const baseKey = dnKey(base)
  if (key === baseKey) return 0
  if (isUnparsableKey(key) || isUnparsableKey(baseKey)) return undefined
  if (baseKey === '') return levels(key)
  // A comma in a key is always a separator, so the end of the text is the end of the name.
  return key.endsWith(`,${baseKey}`) ? levels(key.slice(0, -baseKey.length - 1)) : undefined
}

function levels(key: string): number {
  return key.split(',').length
}
