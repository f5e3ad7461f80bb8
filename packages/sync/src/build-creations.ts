import { childDn, type Schema } from '@bindery/contract/ldap-text'
import type { CompiledRule } from './compile-rules.ts'
import type { EntryView, Skip } from './map-entry.ts'
import { fillTemplate } from './template.ts'
import { toRaw } from './write-values.ts'

/** Account form by attribute; nothing for an attribute without a value. */
export type LocalValues = Record<string, readonly string[]>

/** The account that an entry becomes. */
export function buildAccount(
  rules: readonly CompiledRule[],
  view: EntryView,
  entryValue: (name: string) => string | undefined,
): LocalValues {
  const values: LocalValues = {}
  for (const rule of rules) {
    if (!rule.pulls || values[rule.local]?.length) continue
    const seen = view.get(rule.id)?.values ?? []
    const source = rule.multi ? seen : seen.slice(0, 1)
    values[rule.local] =
      source.length === 0 && rule.ifEmpty === 'default'
        ? fillTemplate(rule.defaultValue, entryValue)
        : [...source]
  }
  return values
}

export interface NewEntry {
  readonly dn: string
  readonly attributes: Record<string, readonly string[]>
}

export interface EntryShape {
  readonly objectClasses: readonly string[]
  readonly rdnAttribute: string
  readonly parent: string
  /** Null: the schema could not be read, so the server is the judge. */
  readonly schema: Schema | null
  /** Attributes that the server supplies itself, although the schema demands them. */
  readonly supplied: readonly string[]
  /** Values besides the mapping's, such as the members of a group. */
  readonly extra: Record<string, readonly string[]>
}

/** The entry that an account becomes, or what the server's schema would miss in it. */
export function buildEntry(
  rules: readonly CompiledRule[],
  local: LocalValues,
  shape: EntryShape,
): NewEntry | Skip {
  const attributes: Record<string, readonly string[]> = { objectClass: shape.objectClasses }
  for (const rule of rules) {
    if (!rule.pushes || rule.template) continue
    const source = local[rule.local] ?? []
    const values =
      source.length === 0 && rule.ifEmpty === 'default'
        ? fillTemplate(rule.defaultValue, (name) => local[name]?.[0])
        : source
    if (rule.required && values.length === 0)
      return {
        reason: 'skipped_missing_required',
        detail: `The account has no ${rule.local}, which the mapping requires for ${rule.remoteName}.`,
      }
    if (values.length > 0) attributes[rule.remoteName] = toRaw(rule, values, [])
  }
  Object.assign(attributes, shape.extra)
  const has = (name: string) =>
    [...Object.keys(attributes), ...shape.supplied].some((key) => key.toLowerCase() === name.toLowerCase())
  const rdn = Object.entries(attributes).find(
    ([name]) => name.toLowerCase() === shape.rdnAttribute.toLowerCase(),
  )?.[1][0]
  if (rdn === undefined)
    return {
      reason: 'skipped_schema_demands',
      detail: `No value for ${shape.rdnAttribute}, which names the entry: map it, or choose another RDN attribute.`,
    }
  const missing = (shape.schema?.mustOf([...shape.objectClasses]) ?? []).filter(
    (name) => !has(shape.schema?.canonicalName(name) ?? name) && !has(name),
  )
  if (missing.length > 0)
    return {
      reason: 'skipped_schema_demands',
      detail: `${shape.objectClasses.join(', ')} demands ${missing.join(', ')}: map it, or give it a default value.`,
    }
  return { dn: childDn(shape.rdnAttribute, rdn, shape.parent), attributes }
}
