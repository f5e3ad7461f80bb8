import { dnKey } from '@bindery/contract/ldap-text'
import { attributeKey, readGiven, type Attributes, type Given } from './attributes.ts'
import { checkClasses } from './check-classes.ts'
import { fillNaming } from './names.ts'
import { readName } from './read-name.ts'
import { checkUnique, membersOf, moveMemberOf } from './overlays.ts'
import { Refusal } from './refusal.ts'
import type { MemoryEntry, Tree } from './tree.ts'

/** Adds an entry (RFC 4511 §4.7). Refused: 17, 19, 20, 21, 32, 34, 64, 65, 68. */
export function addEntry(tree: Tree, dn: string, given: readonly Given[], by: string): MemoryEntry {
  const name = readName(dn)
  const attributes: Attributes = new Map()
  for (const { type, values } of readGiven(given))
    if (values.length > 0) attributes.set(attributeKey(type), { type, values })
  const there = tree.entries.get(dnKey(name))
  checkUnique(tree, [...attributes.values()], there)
  fillNaming(attributes, name[0] ?? [])
  checkClasses(name, attributes)
  if (there !== undefined) throw new Refusal(68)
  const isTop = dnKey(name) === dnKey(tree.suffix)
  if (!isTop && !tree.entries.has(dnKey(name.slice(1)))) throw new Refusal(32)
  const entry = tree.insert(name, attributes, by)
  moveMemberOf(tree, null, { dn: entry.dn, members: membersOf(entry) })
  return entry
}
