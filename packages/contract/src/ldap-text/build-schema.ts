import { parseAttributeType, parseObjectClass } from './parse-schema.ts'
import { SchemaSyntaxError } from './schema-types.ts'
import type { AttributeType, ObjectClass } from './schema-types.ts'

/** What a directory's subschema says, looked up by any name or OID in any case. */
export type Schema = {
  /** The type with what it inherits filled in; options such as `;binary` are ignored. */
  readonly attribute: (name: string) => AttributeType | undefined
  readonly objectClass: (name: string) => ObjectClass | undefined
  /** Attributes that an entry of these classes must have, inherited ones too. */
  readonly mustOf: (classes: readonly string[]) => string[]
  /** Attributes that it may have besides. */
  readonly mayOf: (classes: readonly string[]) => string[]
  /** An attribute's first name; unknown ones stay as they are. */
  readonly canonicalName: (name: string) => string
  /** Does any type name its equality rule? Active Directory's schema names none, and compares all of them. */
  readonly namesEquality: boolean
  readonly attributeNames: () => string[]
  readonly objectClassNames: () => string[]
  /** Descriptions that could not be read: one odd definition does not cost the others. */
  readonly unreadable: readonly string[]
}

/** Builds a schema from the values of `attributeTypes` and `objectClasses` of a subschema entry (RFC 4512 §4.2). */
export function buildSchema(source: {
  readonly attributeTypes: readonly string[]
  readonly objectClasses: readonly string[]
}): Schema {
  const unreadable: string[] = []
  const attributes = indexByName(source.attributeTypes, parseAttributeType, unreadable)
  const classes = indexByName(source.objectClasses, parseObjectClass, unreadable)
  const attribute = (name: string) => attributes.get(attributeKey(name))
  const canonicalName = (name: string) => nameOf(attribute(name)) ?? name
  const collect = (names: readonly string[], side: 'must' | 'may') =>
    new Set(withAncestors(names, classes).flatMap((definition) => definition[side].map(canonicalName)))
  return {
    attribute: (name) => inherit(attribute(name), attribute),
    objectClass: (name) => classes.get(name.toLowerCase()),
    mustOf: (names) => sorted(collect(names, 'must')),
    mayOf: (names) => sorted(collect(names, 'may').difference(collect(names, 'must'))),
    canonicalName,
    namesEquality: attributes.values().some((type) => type.equality !== undefined),
    attributeNames: () => allNames(attributes),
    objectClassNames: () => allNames(classes),
    unreadable,
  }
}

type Named = { readonly oid: string; readonly names: readonly string[] }

function indexByName<T extends Named>(
  texts: readonly string[],
  parse: (text: string) => T,
  unreadable: string[],
): ReadonlyMap<string, T> {
  const index = new Map<string, T>()
  for (const text of texts) {
    try {
      const definition = parse(text)
      for (const name of [definition.oid, ...definition.names]) index.set(name.toLowerCase(), definition)
    } catch (error) {
      if (!(error instanceof SchemaSyntaxError)) throw error
      unreadable.push(text)
    }
  }
  return index
}

function attributeKey(name: string): string {
  return (name.split(';', 1)[0] ?? name).toLowerCase()
}

function nameOf(definition: Named | undefined): string | undefined {
  return definition?.names[0] ?? definition?.oid
}

function allNames(index: ReadonlyMap<string, Named>): string[] {
  return sorted(new Set(Array.from(index.values(), (definition) => nameOf(definition) ?? '')))
}

function sorted(names: ReadonlySet<string>): string[] {
  return [...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
}

/** RFC 4512 §2.5.1: matching rules and syntax that a type does not state are its supertype's. */
function inherit(
  type: AttributeType | undefined,
  find: (name: string) => AttributeType | undefined,
): AttributeType | undefined {
  const seen = new Set<AttributeType>()
  let resolved = type
  let ancestor = type
  while (resolved !== undefined && ancestor?.sup !== undefined && !seen.has(ancestor)) {
    seen.add(ancestor)
    ancestor = find(ancestor.sup)
    resolved = {
      ...resolved,
      equality: resolved.equality ?? ancestor?.equality,
      ordering: resolved.ordering ?? ancestor?.ordering,
      substring: resolved.substring ?? ancestor?.substring,
      syntax: resolved.syntax ?? ancestor?.syntax,
      syntaxLength: resolved.syntaxLength ?? ancestor?.syntaxLength,
    }
  }
  return resolved
}

function withAncestors(names: readonly string[], classes: ReadonlyMap<string, ObjectClass>): ObjectClass[] {
  const found = new Set<ObjectClass>()
  const queue = [...names]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const definition = classes.get(name.toLowerCase())
    if (definition === undefined || found.has(definition)) continue
    found.add(definition)
    queue.push(...definition.sup)
  }
  return [...found]
}
