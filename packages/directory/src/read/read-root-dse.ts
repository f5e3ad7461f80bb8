import type { Directory } from '../directory.ts'
import { textValues } from '../wire/entry-values.ts'
import { searchAll } from '../wire/search.ts'

/** The root DSE as of now: the values of an attribute, by its name in any case; none when it is not there. */
export async function readRootDse(
  { wire }: Directory,
  attributes: readonly string[],
): Promise<(name: string) => readonly string[]> {
  const [root] = await searchAll(wire, { base: '', scope: 'base', filter: '(objectClass=*)', attributes })
  return (name) => (root === undefined ? [] : textValues(root, name))
}
