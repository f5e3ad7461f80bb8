import { defaultSettings, settingsSchema } from '@bindery/contract'
import * as fc from 'fast-check'
import type { z } from 'zod'
import type { $ZodType, $ZodTypes } from 'zod/v4/core'

/** What a schema says of itself. */
const defOf = (schema: $ZodType) => (schema as unknown as { readonly def: $ZodTypes['_zod']['def'] }).def

/** Texts of every sort that a field may ask for; of these, each field gets those that fit it. */
const usualTexts = [
  '',
  'ada',
  'Ada Lovelace',
  'Ängström 北京 😀',
  'ada@example.org',
  'uid',
  'ou=users,dc=example,dc=org',
  'cn=readers,ou=groups,dc=example,dc=org',
  '(objectClass=*)',
  'ldap://127.0.0.1:1',
  'https://127.0.0.1:1/provider',
  '/people?text=a#b',
  '0 2 * * *',
  '2026-03-01T12:00:00.000Z',
  '3',
  '0123456789abcdef'.repeat(4),
  'bindery_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG',
]
const usualNumbers = [1, 2, 3, 0, -1, 0.5, 10, 100, 500, 10_000, 1_000_000, 2 ** 31, Number.MAX_SAFE_INTEGER]

/** What in every secret text of a request stands, and in no answer and no line of the log may stand. */
export const marker = 'S3cr3t-mark'
export const isSecretName = (name: string) =>
  /password$|secret|token|clientkey|^set$|^code$|^current$/i.test(name)
const secretTexts = [`${marker}-1 correct horse`, `${marker}-ключ`, `${marker}"<&\\`]

export interface Texts {
  /** Besides the usual ones: names and addresses that there are. */
  readonly texts: readonly string[]
  /** Secrets that are right. */
  readonly secrets: readonly string[]
  /** What is right in fields of these names. */
  readonly named: Readonly<Record<string, readonly string[]>>
}

/** Values that a schema accepts. Secret texts have the marker in them. */
export function arbitraryOf(
  schema: z.ZodType,
  more: Texts = { texts: [], secrets: [], named: {} },
): fc.Arbitrary<unknown> {
  return valuesOf(schema as unknown as $ZodTypes, more, '')
}

function valuesOf(schema: $ZodTypes, more: Texts, name: string): fc.Arbitrary<unknown> {
  if ((schema as unknown) === settingsSchema) return settingsLike(more)
  const inner = (part: $ZodType, key = name) => valuesOf(part as $ZodTypes, more, key)
  const def = defOf(schema)
  switch (def.type) {
    case 'string':
    case 'template_literal':
      return fitting(schema, textsFor(more, name))
    case 'number':
      return fitting(schema, 'coerce' in def && def.coerce ? usualNumbers.map(String) : usualNumbers)
    case 'boolean':
      return fc.boolean()
    case 'literal':
      return fc.constantFrom(...def.values)
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries))
    case 'null':
      return fc.constant(null)
    case 'undefined':
    case 'void':
      return fc.constant(undefined)
    case 'any':
    case 'unknown':
      return fc.jsonValue()
    case 'optional':
    case 'default':
    case 'prefault':
      return fc.option(inner(def.innerType), { nil: undefined, freq: 1 })
    case 'nullable':
      return fc.option(inner(def.innerType), { nil: null, freq: 3 })
    case 'readonly':
    case 'catch':
    case 'nonoptional':
      return inner(def.innerType)
    case 'pipe':
      // What comes in fits the one, and what becomes of it the other.
      return accepted(schema, inner(def.in))
    case 'array':
      return accepted(schema, fc.array(inner(def.element), { maxLength: 3 }))
    case 'record': {
      const keys = defOf(def.keyType)
      const value = (key: string) => inner(def.valueType, key)
      const all = keys.type === 'enum' ? Object.values(keys.entries).map(String) : []
      const dictionary = () =>
        fc.dictionary(inner(def.keyType) as fc.Arbitrary<string>, value(name), { maxKeys: 3 })
      const exhaustive = () => fc.record(Object.fromEntries(all.map((key) => [key, value(key)])))
      return accepted(schema, all.length > 0 ? exhaustive() : dictionary())
    }
    case 'object':
      return accepted(
        schema,
        fc.record(
          Object.fromEntries(Object.entries(def.shape).map(([key, part]) => [key, inner(part, key)])),
        ),
      )
    case 'union':
      return accepted(schema, fc.oneof(...def.options.map((option) => inner(option))))
    case 'bigint':
    case 'custom':
    case 'date':
    case 'file':
    case 'function':
    case 'intersection':
    case 'lazy':
    case 'map':
    case 'nan':
    case 'never':
    case 'promise':
    case 'set':
    case 'success':
    case 'symbol':
    case 'transform':
    case 'tuple':
      throw new Error(`No values are known of a schema of the type ${def.type}: add it here`)
  }
}

const textsFor = ({ texts, secrets, named }: Texts, name: string) =>
  named[name] ?? (isSecretName(name) ? [...secretTexts, ...secrets] : [...usualTexts, ...texts])

function fits(schema: $ZodTypes, value: unknown): boolean {
  return (schema as unknown as z.ZodType).safeParse(value).success
}

function fitting(schema: $ZodTypes, values: readonly unknown[]): fc.Arbitrary<unknown> {
  const good = values.filter((value) => fits(schema, value))
  if (good.length === 0) throw new Error('None of the usual texts or numbers fits a field: add one that does')
  return fc.constantFrom(...good)
}

/** Where a rule among the parts makes most of them unfit, one that does fit stands in. */
function accepted(schema: $ZodTypes, arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const samples = fc.sample(arbitrary, { seed: 1, numRuns: 200 })
  const good = samples.filter((value) => fits(schema, value))
  if (good.length === samples.length) return arbitrary
  if (good.length === 0) throw new Error('No value was found that fits a schema: help it')
  return fc
    .tuple(arbitrary, fc.constantFrom(...good))
    .map(([value, instead]) => (fits(schema, value) ? value : instead))
}

/** The default settings with some of their parts replaced, as far as the rules among them allow. */
function settingsLike(more: Texts): fc.Arbitrary<unknown> {
  const base = defaultSettings()
  base.connection.urls = [
    ...more.texts.filter((text) => text.startsWith('ldap:')),
    'ldap://127.0.0.1:1',
  ].slice(0, 1)
  base.connection.connectTimeoutSeconds = 1
  base.connection.operationTimeoutSeconds = 2
  const { shape } = settingsSchema
  const parts = Object.entries(shape).map(([key, part]) =>
    fc
      .record(
        Object.fromEntries(
          Object.entries(part.shape).map(([name, field]) => [
            name,
            valuesOf(field as unknown as $ZodTypes, more, name),
          ]),
        ),
      )
      .map((value) => [key, value] as const),
  )
  return fc.tuple(fc.tuple(...parts), fc.array(fc.nat(), { maxLength: 3 })).map(([all, choices]) => {
    let settings: Record<string, Record<string, unknown>> = structuredClone(base)
    for (const choice of choices) {
      const [key, values] = all[choice % all.length] ?? ['', {}]
      const names = Object.keys(values)
      const field = names[Math.floor(choice / all.length) % names.length] ?? ''
      const changed = { ...settings, [key]: { ...settings[key], [field]: values[field] } }
      if (settingsSchema.safeParse(changed).success) settings = changed
    }
    return settings
  })
}
