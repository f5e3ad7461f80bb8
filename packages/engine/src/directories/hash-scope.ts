import type { Settings } from '@bindery/contract'
import { canonicalJson } from '@bindery/sync'
import { createHash } from 'node:crypto'

/** SHA-256 (hex) of what decides who is in scope and what flows: removals wait when it changes (rule 8). */
export function hashScope({ people, groups, mapping, policy: { limitToGroups } }: Settings): string {
  return createHash('sha256').update(canonicalJson({ people, groups, mapping, limitToGroups })).digest('hex')
}
