import type { Reason } from '@bindery/contract'
import { usernamePattern } from '@bindery/contract/words'
import type { CompiledRule } from './compile-rules.ts'
import { fillTemplate } from './template.ts'

/** Directory attributes by lower-case name. */
export type RawAttributes = ReadonlyMap<string, readonly string[]>
/** What one rule sees of an entry: in account form, and as the directory has it. */
export interface RuleView {
  readonly values: readonly string[]
  readonly raw: readonly string[]
}
export type EntryView = ReadonlyMap<string, RuleView>
export interface Skip {
  readonly reason: Reason
  readonly detail: string
}

/** An entry as the rules see it, or why it must be skipped (rule 6): never a guess at a value. */
export function mapEntry(
  rules: readonly CompiledRule[],
  attributes: RawAttributes,
): { view: EntryView; skip: Skip | null } {
  const view = new Map<string, RuleView>()
  let skip: Skip | null = null
  for (const rule of rules) {
    const raw = rule.template ? [] : (attributes.get(rule.remote) ?? [])
    const values = rule.template
      ? fillTemplate(rule.template, (name) => attributes.get(name.toLowerCase())?.[0])
      : rule.form.read(raw)
    view.set(rule.id, { values, raw })
    skip ??= problemOf(rule, values)
  }
  return { view, skip }
}

function problemOf(rule: CompiledRule, values: readonly string[]): Skip | null {
  if (values.length === 0)
    return rule.required && rule.ifEmpty !== 'default'
      ? {
          reason: 'skipped_missing_required',
          detail: `The entry has no ${rule.remoteName}, which the mapping requires for ${rule.local}.`,
        }
      : null
  if (rule.boolean && values.some((value) => value !== 'true' && value !== 'false'))
    return {
      reason: 'skipped_invalid_value',
      detail: `${rule.remoteName} is “${values[0]}”; ${rule.form.expected} is expected.`,
    }
  if (rule.local === 'username' && !values.some((value) => usernamePattern.test(value)))
    return {
      reason: 'skipped_invalid_value',
      detail: `${rule.remoteName} is “${values[0]}”, which is not a valid username: 1–64 letters, digits, “.”, “-” or “_”, starting with a letter or digit.`,
    }
  return null
}
