import { dnKey } from '@bindery/contract/ldap-text'
import { readName } from './read-name.ts'
import { followReferences, moveMemberOf } from './overlays.ts'
import { Refusal } from './refusal.ts'
import type { Tree } from './tree.ts'
import { membersToFollow, requireEntry, type WriteAs } from './write-as.ts'

/** Removes an entry (RFC 4511 §4.8). Refused: 32, 34, 66, 122. */
export function deleteEntry(tree: Tree, dn: string, as: WriteAs): null {
  const self = requireEntry(tree, tree.entries.get(dnKey(readName(dn))), [], as)
  if ([...tree.entries.keys()].some((key) => key.endsWith(`,${self.key}`)))
    throw new Refusal(66, 'subordinate objects must be deleted first')
  tree.remove(self)
  moveMemberOf(tree, { dn: self.dn, members: membersToFollow(self, as) }, null)
  followReferences(tree, self.key, null)
  return null
}
