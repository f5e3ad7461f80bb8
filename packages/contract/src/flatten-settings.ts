import type { MappingRule } from './settings.ts'

const rulesPath = /^settings\.mapping\.(people|groups)$/

/**
 * A document with `settings` in it as path → value. Lists are one value, so that an order is one; mapping rules are one
 * value each, keyed by their id (`settings.mapping.people[email]`), so that different rules may be edited apart.
 */
export function flattenSettings(document: object): Map<string, unknown> {
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
  visit('', document)
  return flat
}
