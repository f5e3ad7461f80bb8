import type { Filter } from '@bindery/contract/ldap-text'
import type { Held } from './attributes.ts'
import { matchFilter } from './match-filter.ts'
import { checkUnique, isGuarded, membersOf } from './overlays.ts'
import { Refusal } from './refusal.ts'
import type { MemoryEntry, Tree } from './tree.ts'

/** Who writes, and under which assertion (RFC 4528). */
export interface WriteAs {
  readonly by: string
  readonly assertion: Filter | null
}

/**
 * The entry to write to, if nobody else has what must be unique and the assertion holds. As on OpenLDAP the unique
 * overlay answers first, and 122 to any assertion on what it guards. Refused: 19, 32, 122.
 */
export function requireEntry(
  tree: Tree,
  self: MemoryEntry | undefined,
  brought: readonly Held[],
  { assertion }: WriteAs,
): MemoryEntry {
  if (assertion !== null && isGuarded(tree, brought)) throw new Refusal(122, 'unique_search failed')
  checkUnique(tree, brought, self)
  if (self === undefined) throw new Refusal(32)
  if (assertion !== null && matchFilter(assertion, self) !== true) throw new Refusal(122)
  return self
}

/** The members whose memberOf the memberof overlay will see to: with an assertion it fails to, as on OpenLDAP. */
export function membersToFollow(entry: MemoryEntry, { assertion }: WriteAs): ReadonlySet<string> {
  return assertion === null ? membersOf(entry) : new Set()
}
