import type { AttributeType } from '@bindery/contract/ldap-text'
import { Refusal } from './refusal.ts'
import { schema } from './schema.ts'
import { createValue, type Value } from './values.ts'

/** An attribute of an entry; it has at least one value. */
export interface Held {
  readonly type: AttributeType
  readonly values: readonly Value[]
}
/** By the attribute's first name in lower case, operational attributes too. */
export type Attributes = Map<string, Held>

/** An attribute as a request brings it; those of a new entry are additions. */
export interface Given {
  readonly operation: 'add' | 'delete' | 'replace'
  readonly name: string
  readonly values: readonly Buffer[]
}

/** Text values of a request. */
export function givenText(
  name: string,
  values: readonly string[],
  operation: Given['operation'] = 'add',
): Given {
  return { operation, name, values: values.map((value) => Buffer.from(value)) }
}

export const nameOf = (type: AttributeType) => type.names[0] ?? type.oid
export const attributeKey = (type: AttributeType) => nameOf(type).toLowerCase()

/** Attributes of a request as the schema has them; values to delete are compared with the entry's only. Refused: 17, 19, 20, 21. */
export function readGiven(given: readonly Given[]): (Held & Pick<Given, 'operation'>)[] {
  const read = given.map((one) => ({ operation: one.operation, ...readOne(one) }))
  const own = read.find(({ type }) => type.noUserModification)
  if (own) throw new Refusal(19, `${nameOf(own.type)}: no user modification allowed`)
  return read
}

function readOne({ name, values, operation }: Given): Held {
  const type = schema.attribute(name)
  if (type === undefined) throw new Refusal(17, `${name}: attribute type undefined`)
  const read = values.map((bytes, index) => {
    const value = createValue(type, bytes)
    if (value === null) throw new Refusal(21, `${name}: value #${index} invalid per syntax`)
    return value
  })
  if (operation === 'delete') return { type, values: read }
  if (type.singleValue && read.length > 1) throw new Refusal(19, `${name}: multiple values provided`)
  if (new Set(read.map((value) => value.key)).size < read.length)
    throw new Refusal(20, `${name}: value #0 provided more than once`)
  return { type, values: read }
}

/** An operational attribute, set by the server. */
export function setOwn(attributes: Attributes, name: string, texts: readonly string[]): void {
  const type = schema.attribute(name)
  if (type === undefined) throw new Error(`no attribute type ${name}`)
  const values = texts.flatMap((text) => createValue(type, Buffer.from(text)) ?? [])
  if (values.length === 0) attributes.delete(attributeKey(type))
  else attributes.set(attributeKey(type), { type, values })
}

/** The values' texts; none when the attribute is not there. `name` is in lower case. */
export function textsOf(attributes: ReadonlyMap<string, Held>, name: string): string[] {
  return (attributes.get(name)?.values ?? []).map((value) => value.bytes.toString('utf8'))
}
