import type { CompiledRule } from './compile-rules.ts'
import type { RuleBase } from './merge-rule.ts'

/** Account form → what the directory is to hold in place of `raw`. */
export function toRaw(rule: CompiledRule, values: readonly string[], raw: readonly string[]): string[] {
  return rule.form.write(values, raw)
}

export interface Delta {
  readonly attribute: string
  readonly remove: readonly string[]
  readonly add: readonly string[]
  /** Added beside values that stay; else the attribute must be absent for an addition. */
  readonly amongOthers: boolean
}

/**
 * The exact old values to delete and the new ones to add so that `shown` becomes `after`. Other values of a
 * multi-valued attribute behind a single account value stay. Null: already so.
 */
export function deltaOf(
  rule: CompiledRule,
  raw: readonly string[],
  shown: readonly string[],
  after: readonly string[],
): Delta | null {
  const wanted = toRaw(rule, after, raw)
  const had = rule.boolean ? raw : toRaw(rule, shown, raw)
  const remove = had.filter((value) => raw.includes(value) && !wanted.includes(value))
  const add = wanted.filter((value) => !raw.includes(value))
  return remove.length + add.length === 0
    ? null
    : { attribute: rule.remoteName, remove, add, amongOthers: remove.length === 0 && raw.length > 0 }
}

/** What the directory holds after a delta. */
export function rawAfter(raw: readonly string[], delta: Delta | null): string[] {
  return delta ? [...raw.filter((value) => !delta.remove.includes(value)), ...delta.add] : [...raw]
}

/** The base of a rule once both sides hold `values`. */
export function baseOf(rule: CompiledRule, values: readonly string[], raw: readonly string[]): RuleBase {
  return { fingerprint: rule.fingerprint, values: [...values], raw: [...raw] }
}
