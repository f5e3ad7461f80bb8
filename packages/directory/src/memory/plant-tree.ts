import { addEntry } from './add-entry.ts'
import { givenText } from './attributes.ts'
import { createTree, type Tree, type TreeOptions } from './tree.ts'

export const suffix = 'dc=example,dc=org'
export const places = ['users', 'groups', 'services'].map((ou) => `ou=${ou},${suffix}`)

/** A tree with the places that every server of the testbed has. */
export function plantTree(options: Omit<TreeOptions, 'suffix'>): Tree {
  const tree = createTree({ suffix, ...options })
  const classes = (...names: string[]) => givenText('objectClass', names)
  const company = givenText('o', ['Lumenworks'])
  addEntry(tree, suffix, [classes('dcObject', 'organization'), company], suffix)
  for (const place of places) addEntry(tree, place, [classes('organizationalUnit')], suffix)
  return tree
}
