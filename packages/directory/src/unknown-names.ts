import type { Settings } from '@bindery/contract'
import { filterAttributes, parseFilter, type Schema } from '@bindery/contract/ldap-text'
import { problem } from './problems.ts'
import type { DirectoryProblem } from './types.ts'

type Subject = 'people' | 'groups'
interface Named {
  readonly name: string
  readonly field: string
}

/**
 * Attributes and classes of the settings that the server's schema does not know, each with its field. A schema that
 * cannot be read knows all.
 */
export function unknownNames(schema: Schema, settings: Settings, subject: Subject): DirectoryProblem[] {
  const missing = (named: readonly Named[], known: readonly string[], isKnown: (name: string) => boolean) =>
    known.length === 0 ? [] : named.filter(({ name }) => !isKnown(name))
  const classes = missing(
    classesOf(settings, subject),
    schema.objectClassNames(),
    (name) => schema.objectClass(name) !== undefined,
  )
  const attributes = missing(
    attributesOf(settings, subject),
    schema.attributeNames(),
    (name) => schema.attribute(name) !== undefined,
  )
  return [
    ...classes.map(({ name, field }) =>
      problem('undefined_attribute', {
        message: `The server does not know the object class ${name}`,
        fix: 'Choose an object class of the server’s schema.',
        field,
      }),
    ),
    ...attributes.map(({ name, field }) =>
      problem('undefined_attribute', { message: `The server does not know the attribute ${name}`, field }),
    ),
  ]
}

/** Directory attributes that a mapping rule names: itself, or those in the braces of its template. */
export function attributesOfRule(remote: string): string[] {
  if (!remote.includes('{')) return [remote]
  return Array.from(remote.matchAll(/\{\s*([A-Za-z0-9.-]+)/g), ([, name = '']) => name)
}

function classesOf({ people, groups }: Settings, subject: Subject): Named[] {
  if (subject === 'groups') return [{ name: groups.objectClass, field: 'groups.objectClass' }]
  return [
    { name: people.objectClass, field: 'people.objectClass' },
    ...people.additionalObjectClasses.map((name, index) => ({
      name,
      field: `people.additionalObjectClasses.${index}`,
    })),
  ]
}

/**
 * The attribute that names a person's groups, if any does. Every preset gives memberOf, which OpenLDAP knows only with
 * the memberof overlay: a server that keeps none is no mistake, another name is.
 */
const backLink = (name: string): Named[] =>
  /^(memberof)?$/i.test(name) ? [] : [{ name, field: 'people.memberOfAttribute' }]

function attributesOf(settings: Settings, subject: Subject): Named[] {
  const { people, groups, mapping } = settings
  const scope =
    subject === 'people'
      ? [
          { name: people.usernameAttribute, field: 'people.usernameAttribute' },
          { name: people.rdnAttribute, field: 'people.rdnAttribute' },
          ...backLink(people.memberOfAttribute),
          ...mapping.matching.map(({ remote }, index) => ({
            name: remote,
            field: `mapping.matching.${index}.remote`,
          })),
        ]
      : [
          { name: groups.nameAttribute, field: 'groups.nameAttribute' },
          { name: groups.memberAttribute, field: 'groups.memberAttribute' },
        ]
  const rules = mapping[subject].flatMap(({ remote }, index) =>
    attributesOfRule(remote).map((name) => ({ name, field: `mapping.${subject}.${index}.remote` })),
  )
  const { extraFilter } = settings[subject]
  const inFilter = extraFilter.trim() === '' ? [] : filterAttributes(parseFilter(extraFilter))
  return [...scope, ...inFilter.map((name) => ({ name, field: `${subject}.extraFilter` })), ...rules]
}
