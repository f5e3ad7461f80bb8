import { dnKey } from '@bindery/contract/ldap-text'
import {
  attributeKey,
  nameOf,
  readGiven,
  textsOf,
  type Attributes,
  type Given,
  type Held,
} from './attributes.ts'
import { checkClasses, structuralClasses } from './check-classes.ts'
import { readName } from './read-name.ts'
import { moveMemberOf } from './overlays.ts'
import { Refusal } from './refusal.ts'
import type { MemoryEntry, Tree } from './tree.ts'
import type { Value } from './values.ts'
import { membersToFollow, requireEntry, type WriteAs } from './write-as.ts'

/** Makes all of the changes or none (RFC 4511 §4.6). Refused: 16, 17, 18, 19, 20, 21, 32, 34, 64, 65, 69, 122. */
export function modifyEntry(tree: Tree, dn: string, changes: readonly Given[], as: WriteAs): MemoryEntry {
  const key = dnKey(readName(dn))
  const read = readGiven(changes)
  const brought = read.filter(({ operation }) => operation !== 'delete')
  const self = requireEntry(tree, tree.entries.get(key), brought, as)
  const attributes = new Map(self.attributes)
  for (const one of read) change(attributes, one.operation, one)
  const [was = ''] = structuralClasses(textsOf(self.attributes, 'objectclass'))
  const [is = was, another] = structuralClasses(textsOf(attributes, 'objectclass'))
  if (another === undefined && was.toLowerCase() !== is.toLowerCase())
    throw new Refusal(69, `structural object class modification from '${was}' to '${is}' not allowed`)
  checkClasses(self.name, attributes)
  const before = { dn: self.dn, members: membersToFollow(self, as) }
  self.attributes = attributes
  tree.stamp(self, as.by)
  moveMemberOf(tree, before, { dn: self.dn, members: membersToFollow(self, as) })
  return self
}

function change(attributes: Attributes, operation: Given['operation'], given: Held): void {
  const key = attributeKey(given.type)
  const held = attributes.get(key)?.values ?? []
  const values = changed(held, operation, given)
  if (values.length === 0) attributes.delete(key)
  else attributes.set(key, { type: given.type, values })
}

function changed(held: readonly Value[], operation: Given['operation'], given: Held): readonly Value[] {
  const name = nameOf(given.type)
  if (operation === 'replace') return given.values
  const incomparable =
    given.type.equality === undefined &&
    given.values.length > 0 &&
    (operation === 'delete' || held.length > 0)
  if (incomparable) throw new Refusal(18, `modify/${operation}: ${name}: no equality matching rule`)
  const keys = new Set(held.map((value) => value.key))
  if (operation === 'add') {
    if (given.values.some((value) => keys.has(value.key)))
      throw new Refusal(20, `modify/add: ${name}: value #0 already exists`)
    return [...held, ...given.values]
  }
  if (held.length === 0) throw new Refusal(16, `modify/delete: ${name}: no such attribute`)
  if (given.values.length === 0) return []
  if (!given.values.every((value) => keys.has(value.key)))
    throw new Refusal(16, `modify/delete: ${name}: no such value`)
  const gone = new Set(given.values.map((value) => value.key))
  return held.filter((value) => !gone.has(value.key))
}
