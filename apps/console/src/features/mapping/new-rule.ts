import type { MappingRule } from '@bindery/contract'

/** A rule to fill in: the first local attribute that has none, with an id that is free. */
export function newRule(locals: readonly string[], rules: readonly MappingRule[]): MappingRule {
  const local = locals.find((name) => rules.every((rule) => rule.local !== name)) ?? locals[0] ?? ''
  const ids = new Set(rules.map(({ id }) => id))
  let number = 1
  while (ids.has(`rule-${number}`)) number += 1
  return {
    id: `rule-${number}`,
    local,
    remote: '',
    direction: 'both',
    when: 'always',
    authority: 'inherit',
    ifEmpty: 'skip',
    defaultValue: '',
    required: false,
  }
}
