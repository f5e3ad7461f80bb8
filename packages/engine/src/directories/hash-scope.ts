import type { Settings } from '@bindery/contract'
import { canonicalJson } from '@bindery/sync'
import { createHash } from 'node:crypto'

/**
 * SHA-256 (hex) of what decides who is in scope, what flows, and what follows when somebody is gone: removals wait when
 * it changes (rule 8).
 */
export function hashScope({ connection, people, groups, mapping, policy }: Settings): string {
  const { limitToGroups, direction, goneFromDirectory, leftScope, goneFromAccounts, moveGoneTo } = policy
  const absence = { direction, goneFromDirectory, leftScope, goneFromAccounts, moveGoneTo }
  // Whoever has a group as their primary group is in it only where the server is Active Directory.
  const { activeDirectory } = connection
  return createHash('sha256')
    .update(canonicalJson({ activeDirectory, people, groups, mapping, limitToGroups, absence }))
    .digest('hex')
}
