import { Refusal } from './refusal.ts'
import { setOwn, textsOf, type Held } from './attributes.ts'
import { readName, showName } from './read-name.ts'
import { schema } from './schema.ts'
import type { MemoryEntry, Tree } from './tree.ts'
import { createValue, type Value } from './values.ts'

/** Group classes that the memberof overlay watches, with their member attribute (as the testbed's slapd is set up). */
const watched = [
  ['groupofuniquenames', 'uniquemember'],
  ['groupofnames', 'member'],
] as const
/** What the refint overlay keeps true when an entry is renamed or deleted. */
const references = ['uniquemember', 'member', 'manager']

/** The unique overlay: no other entry may have one of these values. Refused: 19. */
export function checkUnique(tree: Tree, given: readonly Held[], self: MemoryEntry | undefined): void {
  for (const { key, values } of guarded(tree, given))
    for (const entry of tree.all())
      if (entry !== self && entry.attributes.get(key)?.values.some((held) => contains(values, held)))
        throw new Refusal(19, `non-unique attributes found with ${key}`)
}

/** Does the unique overlay look at any of these? */
export const isGuarded = (tree: Tree, given: readonly Held[]) => guarded(tree, given).length > 0

function guarded(tree: Tree, given: readonly Held[]) {
  return given
    .map(({ type, values }) => ({ key: (type.names[0] ?? '').toLowerCase(), values }))
    .filter(({ key, values }) => tree.unique.includes(key) && values.length > 0)
}

const contains = (values: readonly Value[], value: Value) => values.some(({ key }) => key === value.key)

/** Keys of the members that count for memberOf; a group is never its own. */
export function membersOf({ key: self, attributes }: MemoryEntry): Set<string> {
  const classes = new Set(textsOf(attributes, 'objectclass').map((name) => name.toLowerCase()))
  return new Set(
    watched.flatMap(([group, member]) =>
      classes.has(group) ? (attributes.get(member)?.values ?? []).map(({ key }) => key) : [],
    ),
  ).difference(new Set([self]))
}

interface Group {
  readonly dn: string
  readonly members: ReadonlySet<string>
}

/** The memberof overlay: what the group `from` was is the group `to` now; null where there was or is none. */
export function moveMemberOf(tree: Tree, from: Group | null, to: Group | null): void {
  const [old, now] = [from?.members ?? new Set<string>(), to?.members ?? new Set<string>()]
  for (const key of old.union(now)) {
    const member = tree.entries.get(key)
    if (member === undefined || (from?.dn === to?.dn && old.has(key) && now.has(key))) continue
    const kept = textsOf(member.attributes, 'memberof').filter((dn) => dn !== from?.dn)
    setOwn(member.attributes, 'memberOf', to !== null && now.has(key) ? [...kept, to.dn] : kept)
  }
}

/**
 * The refint overlay: references to an entry follow its new name, or go with it. One that must stay, as the last
 * member of a group, is left dangling.
 */
export function followReferences(tree: Tree, oldKey: string, renamed: MemoryEntry | null): void {
  for (const entry of tree.all())
    for (const attribute of references) {
      const held = entry.attributes.get(attribute)
      if (!held?.values.some(({ key }) => key === oldKey || key.endsWith(`,${oldKey}`))) continue
      const values = held.values.flatMap((value) => follow(held, value, oldKey, renamed))
      // The memberof overlay sees the old value go and the new one come, even where they are the same.
      const before = { dn: entry.dn, members: membersOf(entry).difference(new Set([renamed?.key])) }
      if (values.length > 0) entry.attributes.set(attribute, { ...held, values })
      else if (!isDemanded(entry, attribute)) entry.attributes.delete(attribute)
      moveMemberOf(tree, before, { dn: entry.dn, members: membersOf(entry) })
    }
}

function follow(held: Held, value: Value, oldKey: string, renamed: MemoryEntry | null): Value[] {
  const below = value.key.endsWith(`,${oldKey}`)
  if (value.key !== oldKey && (renamed === null || !below)) return [value]
  if (renamed === null) return []
  const name = readName(value.bytes.toString('utf8'))
  const own = name.slice(0, name.length - oldKey.split(',').length)
  const moved = createValue(held.type, Buffer.from(showName([...own, ...renamed.name])))
  return [moved ?? value]
}

function isDemanded(entry: MemoryEntry, attribute: string): boolean {
  return schema
    .mustOf(textsOf(entry.attributes, 'objectclass'))
    .some((name) => name.toLowerCase() === attribute)
}
