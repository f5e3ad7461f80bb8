import type { Schema } from '@bindery/contract/ldap-text'
import { Attribute, Change } from 'ldapts'
import type { AttributeDelta, Entry } from '../types.ts'
import { valueBytes } from '../values.ts'

/** The values that an entry has of an attribute now. */
function valuesOf(entry: Entry, attribute: string): readonly string[] {
  return entry.attributes.get(attribute.toLowerCase()) ?? []
}

/** Must the attribute be absent for this delta to apply? */
export function needsAbsence(delta: AttributeDelta): boolean {
  return delta.remove.length === 0 && delta.amongOthers !== true
}

/** Is the entry as the preview saw it, as far as this delta goes? */
export function stillHolds(entry: Entry, delta: AttributeDelta): boolean {
  const now = new Set(valuesOf(entry, delta.attribute))
  if (needsAbsence(delta)) return now.size === 0
  const added = delta.add.filter((value) => !delta.remove.includes(value))
  return delta.remove.every((value) => now.has(value)) && !added.some((value) => now.has(value))
}

/** Has the delta been applied already: the new values there, the old ones gone? */
export function isDone(entry: Entry, delta: AttributeDelta): boolean {
  const now = new Set(valuesOf(entry, delta.attribute))
  const gone = delta.remove.filter((value) => !delta.add.includes(value))
  return delta.add.every((value) => now.has(value)) && !gone.some((value) => now.has(value))
}

/** Does the server compare the attribute's values, so that a delta can name them (RFC 4512 §2.5)? Unknown ones: yes. */
export function hasEquality(schema: Schema, attribute: string): boolean {
  const type = schema.attribute(attribute)
  return type === undefined || type.equality !== undefined || !schema.namesEquality
}

/** The exact old values out, the new ones in; in this order, so that a change of case only works. */
export function deltaChanges(delta: AttributeDelta): Change[] {
  const changes: Change[] = []
  if (delta.remove.length > 0) changes.push(change('delete', delta.attribute, delta.remove))
  if (delta.add.length > 0) changes.push(change('add', delta.attribute, delta.add))
  return changes
}

/** The whole new set, for an attribute whose values the server cannot compare. */
export function replaceChanges(delta: AttributeDelta, entry: Entry): Change[] {
  const kept = valuesOf(entry, delta.attribute).filter((value) => !delta.remove.includes(value))
  return [change('replace', delta.attribute, [...kept, ...delta.add])]
}

/** One change of a modify request, from values as text. */
export function change(
  operation: 'add' | 'delete' | 'replace',
  type: string,
  values: readonly string[],
): Change {
  return new Change({ operation, modification: new Attribute({ type, values: values.map(valueBytes) }) })
}
