import { attributeKey, nameOf, textsOf, type Attributes } from './attributes.ts'
import { has, namingValues } from './names.ts'
import { Refusal } from './refusal.ts'
import { schema } from './schema.ts'
import type { Dn } from '@bindery/contract/ldap-text'

/** Is an entry with these attributes and this name one that its classes allow? Refused: 19, 64, 65. */
export function checkClasses(name: Dn, attributes: Attributes): void {
  for (const { type, values } of attributes.values())
    if (type.singleValue && values.length > 1)
      throw new Refusal(19, `attribute '${nameOf(type)}' cannot have multiple values`)
  const classes = textsOf(attributes, 'objectclass')
  if (classes.length === 0) throw new Refusal(65, 'no objectClass attribute')
  const [structural, another] = structuralClasses(classes)
  if (structural === undefined) throw new Refusal(65, 'no structural object class provided')
  if (another !== undefined)
    throw new Refusal(65, `invalid structural object class chain (${structural}/${another})`)
  for (const part of namingValues(name[0] ?? []))
    if (!has(attributes.get(part.key)?.values ?? [], part.value))
      throw new Refusal(64, `naming attribute '${part.name}' is not present in entry`)
  const { must, may } = rulesOf(classes)
  for (const [key, demanded] of must)
    if (!attributes.has(key))
      throw new Refusal(65, `object class '${structural}' requires attribute '${demanded}'`)
  for (const { type } of attributes.values())
    if (type.usage === 'userApplications' && !must.has(attributeKey(type)) && !may.has(attributeKey(type)))
      throw new Refusal(65, `attribute '${nameOf(type)}' not allowed`)
}

/** The most derived structural classes: one, of an entry that may be. */
export function structuralClasses(classes: readonly string[]): string[] {
  const structural = classes.filter((name) => schema.objectClass(name)?.kind === 'structural')
  const inherited = new Set(structural.flatMap((name) => ancestorsOf(name)))
  return structural.filter((name) => !inherited.has(name.toLowerCase()))
}

/** A class's superclasses, in lower case, all the way up. */
export function ancestorsOf(name: string): string[] {
  return (schema.objectClass(name)?.sup ?? []).flatMap((sup) => [sup.toLowerCase(), ...ancestorsOf(sup)])
}

interface Rules {
  readonly must: ReadonlyMap<string, string>
  readonly may: ReadonlySet<string>
}
const known = new Map<string, Rules>()

function rulesOf(classes: readonly string[]): Rules {
  const key = classes.join(' ')
  const found = known.get(key)
  if (found !== undefined) return found
  const rules = {
    must: new Map(schema.mustOf(classes).map((name) => [name.toLowerCase(), name])),
    may: new Set(schema.mayOf(classes).map((name) => name.toLowerCase())),
  }
  known.set(key, rules)
  return rules
}
