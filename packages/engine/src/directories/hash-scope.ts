import { createHash } from 'node:crypto'
import type { Settings } from '@bindery/contract'
import { canonicalJson } from '@bindery/sync'

/** Hash of scope and mapping only: removals wait when it changes (rule 8). */
export function hashScope(settings: Settings): string {
  const { people, groups, mapping } = settings
  return createHash('sha256').update(canonicalJson({ people, groups, mapping })).digest('hex')
}
