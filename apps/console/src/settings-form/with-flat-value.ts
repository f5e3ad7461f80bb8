import type { MappingRule } from '@bindery/contract'
import type { FormValues } from './form-values.ts'

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
