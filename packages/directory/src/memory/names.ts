import type { Rdn } from '@bindery/contract/ldap-text'
import { attributeKey, nameOf, type Attributes } from './attributes.ts'
import { Refusal } from './refusal.ts'
import { schema } from './schema.ts'
import { createValue, type Value } from './values.ts'

/** The values that a name demands of its entry. Refused: 17, 21. */
export function namingValues(rdn: Rdn) {
  return rdn.map(({ type: name, value: text }) => {
    const type = schema.attribute(name)
    if (type === undefined) throw new Refusal(17, `${name}: attribute type undefined`)
    const value = createValue(type, Buffer.from(text))
    if (value === null) throw new Refusal(21, `${name}: value #0 invalid per syntax`)
    return { key: attributeKey(type), name: nameOf(type), type, value }
  })
}

/** Puts a name's values among the entry's, where they are missing. */
export function fillNaming(attributes: Attributes, rdn: Rdn): void {
  for (const { key, type, value } of namingValues(rdn)) {
    const held = attributes.get(key)?.values ?? []
    if (!has(held, value)) attributes.set(key, { type, values: [...held, value] })
  }
}

export const has = (values: readonly Value[], value: Value) => values.some(({ key }) => key === value.key)
