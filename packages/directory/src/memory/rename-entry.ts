import { dnKey, isUnder, type Dn, type Rdn } from '@bindery/contract/ldap-text'
import type { Attributes } from './attributes.ts'
import { checkClasses } from './check-classes.ts'
import { fillNaming, has, namingValues } from './names.ts'
import { readName } from './read-name.ts'
import { followReferences, moveMemberOf } from './overlays.ts'
import { Refusal } from './refusal.ts'
import type { MemoryEntry, Tree } from './tree.ts'
import { membersToFollow, requireEntry, type WriteAs } from './write-as.ts'

export interface NewName {
  readonly rdn: string
  readonly superior: string | undefined
  readonly deleteOldRdn: boolean
}

/** Gives an entry, with all below it, a new name or place (RFC 4511 §4.9). Refused: 17, 19, 21, 32, 34, 53, 64, 65, 68, 122. */
export function renameEntry(tree: Tree, dn: string, to: NewName, as: WriteAs): MemoryEntry {
  const name = readName(dn)
  const rdn = readName(to.rdn)[0] ?? []
  const superior = to.superior === undefined ? name.slice(1) : readName(to.superior)
  if (isUnder(superior, name)) throw new Refusal(53, 'cannot place an entry below itself')
  const brought = namingValues(rdn).map(({ type, value }) => ({ type, values: [value] }))
  const self = requireEntry(tree, tree.entries.get(dnKey(name)), brought, as)
  const newName: Dn = [rdn, ...superior]
  checkPlace(tree, self, newName)
  const attributes = new Map(self.attributes)
  if (to.deleteOldRdn) dropNaming(attributes, self.name[0] ?? [])
  fillNaming(attributes, rdn)
  checkClasses(newName, attributes)
  const before = { dn: self.dn, key: self.key, members: membersToFollow(self, as) }
  self.attributes = attributes
  tree.move(self, newName)
  tree.stamp(self, as.by)
  followReferences(tree, before.key, self)
  moveMemberOf(tree, before, { dn: self.dn, members: membersToFollow(self, as) })
  return self
}

function checkPlace(tree: Tree, self: MemoryEntry, name: Dn): void {
  const [key, superior] = [dnKey(name), dnKey(name.slice(1))]
  if (!tree.entries.has(superior)) throw new Refusal(32, 'new superior not found')
  if (key !== self.key && tree.entries.has(key)) throw new Refusal(68)
}

function dropNaming(attributes: Attributes, rdn: Rdn): void {
  for (const { key, type, value } of namingValues(rdn)) {
    const kept = (attributes.get(key)?.values ?? []).filter((held) => !has([value], held))
    if (kept.length === 0) attributes.delete(key)
    else attributes.set(key, { type, values: kept })
  }
}
