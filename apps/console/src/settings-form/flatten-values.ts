import type { MappingRule } from '@bindery/contract'
import type { FormValues } from './form-values.ts'

const rulesPath = /^settings\.mapping\.(people|groups)$/

/**
 * A settings document as path → value. Lists are one value, so that an order is one; mapping rules are one value
 * each, keyed by their id (`settings.mapping.people[email]`), so that two admins may edit different rules.
 */
export function flattenValues(values: FormValues): Map<string, unknown> {
  const flat = new Map<string, unknown>()
  const visit = (path: string, value: unknown): void => {
    if (rulesPath.test(path)) {
      for (const rule of value as MappingRule[]) flat.set(`${path}[${rule.id}]`, rule)
    } else if (
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      !/^secrets\.|^settings\.policy\.guard\./.test(path)
    ) {
      for (const [key, inner] of Object.entries(value)) visit(path === '' ? key : `${path}.${key}`, inner)
    } else flat.set(path, value)
  }
  visit('', values)
  return flat
}

/** A copy of a settings document with one flattened value replaced; undefined removes (or does not add) a rule. */
export function withFlatValue(values: FormValues, key: string, value: unknown): FormValues {
  const copy = structuredClone(values)
  const rule = /^settings\.mapping\.(people|groups)\[(.+)\]$/.exec(key)
  if (rule) {
    const mapping = copy.settings.mapping as Record<string, unknown>
    const list = mapping[rule[1] ?? ''] as MappingRule[]
    const index = list.findIndex(({ id }) => id === rule[2])
    if (value === undefined) mapping[rule[1] ?? ''] = list.filter((_, at) => at !== index)
    else if (index === -1) list.push(value as MappingRule)
    else list[index] = value as MappingRule
    return copy
  }
  const path = key.split('.')
  const last = path.pop() ?? ''
  let target = copy as Record<string, unknown>
  for (const part of path) target = target[part] as Record<string, unknown>
  target[last] = value
  return copy
}
