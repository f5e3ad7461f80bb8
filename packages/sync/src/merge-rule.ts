import type { Side } from '@bindery/contract'
import type { CompiledRule } from './compile-rules.ts'
import type { RuleView } from './map-entry.ts'
import { fillTemplate } from './template.ts'
import { accountControlForm } from './value-form.ts'

/** What both sides agreed on, per rule. */
export interface RuleBase {
  readonly fingerprint: string
  readonly values: readonly string[]
  readonly raw: readonly string[]
  /** Of what names a person in groups: what it was before. */
  readonly former?: readonly string[]
}

export interface MergeOutcome {
  readonly rule: CompiledRule
  readonly base: readonly string[] | null
  readonly local: readonly string[]
  readonly entry: readonly string[]
  /** `agree`: both changed alike, only the base moves. `unknown`: an empty source that must not flow. */
  readonly state: 'same' | 'agree' | 'flows' | 'conflict' | 'unknown'
  /** What the account shall hold; null: unchanged. */
  readonly toAccounts: readonly string[] | null
  /** What the entry shall hold; null: unchanged. */
  readonly toDirectory: readonly string[] | null
  /** A value that somebody set is lost on the receiving side. */
  readonly overwritten: boolean
  /** A person decided it. */
  readonly decided: boolean
  readonly why: string
}

export interface MergeInput {
  readonly rule: CompiledRule
  /** Whose value a person let stand; counts where the policy would ask. */
  readonly decided?: Side | undefined
  readonly base: RuleBase | undefined
  readonly local: readonly string[]
  readonly entry: RuleView
  /** For default values: attributes of the account and of the entry. */
  readonly localValue: (name: string) => string | undefined
  readonly entryValue: (name: string) => string | undefined
}

/** Same values, in any order. */
export function sameValues(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && (a.length < 2 ? a[0] === b[0] : a.every((value) => b.includes(value)))
}

/**
 * Three-way merge of one rule for one pair (rule 2), or first sight where there is no base (rule 3).
 * Nothing flows for a rule that only counts on creation.
 */
export function mergeRule(input: MergeInput): MergeOutcome {
  const { rule, local } = input
  const agreed = input.base?.fingerprint === rule.fingerprint ? input.base : null
  const base = agreed && agreed.values
  const seen = rule.multi
    ? input.entry.values
    : chooseOne(withoutLeft(input.entry.values, agreed), base, local)
  const awaited = agreed !== null && isAwaited(rule, agreed)
  const asLeft = awaited && sameValues(input.entry.raw, agreed.raw)
  const entry = asLeft && !sameValues(local, seen) ? agreed.values : seen
  const outcome = (part: Partial<MergeOutcome> & Pick<MergeOutcome, 'state' | 'why'>): MergeOutcome => ({
    rule,
    base,
    local,
    entry,
    toAccounts: null,
    toDirectory: null,
    overwritten: false,
    decided: false,
    ...part,
  })
  if (rule.onCreationOnly || (!rule.pulls && !rule.pushes)) return outcome({ state: 'same', why: '' })
  if (sameValues(local, entry))
    // Empty on both sides needs no base: the first value to appear fills the other side either way.
    return sameValues(base ?? [], entry) && asLeft === awaited
      ? outcome({ state: 'same', why: '' })
      : outcome({ state: 'agree', why: 'Both sides hold the same value.' })
  if (rule.multi) return mergeSets(rule, base, local, entry, outcome)
  return mergeOne(input, base, entry, outcome)
}

/**
 * A base whose directory value says something else: both sides agreed on what the server has yet to carry out, as a new
 * user stays disabled until there is a password. As long as that value stands, the entry is as it was left.
 */
export const isAwaited = (rule: CompiledRule, agreed: RuleBase) =>
  rule.form === accountControlForm &&
  agreed.raw.length > 0 &&
  !sameValues(rule.form.read(agreed.raw), agreed.values)

type Outcome = (part: Partial<MergeOutcome> & Pick<MergeOutcome, 'state' | 'why'>) => MergeOutcome

/** What stayed behind in the directory when the one value was cleared is not the next one to come and go. */
const withoutLeft = (values: readonly string[], agreed: RuleBase | null) =>
  agreed?.values.length === 0 ? values.filter((value) => !agreed.raw.includes(value)) : values

/** Of several directory values one stands for the single account value: the one already agreed on, else ours, else the first. */
function chooseOne(
  values: readonly string[],
  base: readonly string[] | null,
  local: readonly string[],
): readonly string[] {
  if (values.length < 2) return values
  const kept = [local[0], base?.[0]].find((value) => value !== undefined && values.includes(value))
  return [kept ?? values[0] ?? '']
}

/** At first sight, and where both sides were empty so far. */
const oneSide = 'Set on one side only: the empty side is filled.'

function mergeOne(
  input: MergeInput,
  base: readonly string[] | null,
  entry: readonly string[],
  outcome: Outcome,
): MergeOutcome {
  const { rule, local } = input
  const pull = (overwritten: boolean, why: string) =>
    flow('toAccounts', entry, local, input, base, overwritten, why, outcome)
  const push = (overwritten: boolean, why: string) =>
    flow('toDirectory', local, entry, input, base, overwritten, why, outcome)
  if (!rule.pushes)
    return pull(
      local.length > 0 && (base === null || !sameValues(local, base)),
      'The rule flows from the directory to the accounts.',
    )
  if (!rule.pulls)
    return push(
      entry.length > 0 && (base === null || !sameValues(entry, base)),
      'The rule flows from the accounts to the directory.',
    )
  if (base === null) {
    if (entry.length === 0) return push(false, oneSide)
    if (local.length === 0) return pull(false, oneSide)
    return byAuthority(input, pull, push, outcome, 'Both sides hold a value, and none was agreed on so far')
  }
  const unknownEntry = entry.length === 0 && rule.ifEmpty === 'skip'
  const unknownLocal = local.length === 0 && rule.ifEmpty === 'skip'
  if (sameValues(local, base) || unknownLocal)
    return pull(false, 'Changed in the directory since the last sync.')
  if (sameValues(entry, base) || unknownEntry)
    return push(false, 'Changed in the accounts since the last sync.')
  return byAuthority(input, pull, push, outcome, 'Both sides changed it since the last sync')
}

function byAuthority(
  { rule, decided }: MergeInput,
  pull: (overwritten: boolean, why: string) => MergeOutcome,
  push: (overwritten: boolean, why: string) => MergeOutcome,
  outcome: Outcome,
  because: string,
): MergeOutcome {
  switch (rule.authority) {
    case 'directory':
      return pull(true, `${because}; the directory has authority.`)
    case 'accounts':
      return push(true, `${because}; the accounts have authority.`)
    case 'ask':
      if (decided === 'directory')
        return { ...pull(true, `${because}; it was decided for the directory.`), decided: true }
      if (decided === 'accounts')
        return { ...push(true, `${because}; it was decided for the accounts.`), decided: true }
      return outcome({ state: 'conflict', why: `${because}; the policy is to ask.` })
  }
}

function flow(
  to: 'toAccounts' | 'toDirectory',
  source: readonly string[],
  target: readonly string[],
  input: MergeInput,
  base: readonly string[] | null,
  overwritten: boolean,
  why: string,
  outcome: Outcome,
): MergeOutcome {
  if (source.length > 0) return outcome({ state: 'flows', [to]: source, overwritten, why })
  const { rule } = input
  const fallback =
    rule.ifEmpty === 'default'
      ? fillTemplate(rule.defaultValue, to === 'toAccounts' ? input.entryValue : input.localValue)
      : []
  if (fallback.length > 0)
    return sameValues(fallback, target)
      ? outcome({ state: 'same', why: '' })
      : outcome({
          state: 'flows',
          [to]: fallback,
          overwritten,
          why: `${why} The source is empty, so the default value is used.`,
        })
  // Without a base nothing is removed; a required value is never cleared; "skip" and a default that is empty say: unknown.
  if (base === null || rule.ifEmpty !== 'clear' || rule.required)
    return outcome({ state: 'unknown', why: 'The source is empty: nothing flows.' })
  return outcome({ state: 'flows', [to]: [], overwritten, why })
}

function mergeSets(
  rule: CompiledRule,
  base: readonly string[] | null,
  local: readonly string[],
  entry: readonly string[],
  outcome: Outcome,
): MergeOutcome {
  const merged = [...new Set([...local, ...entry])].filter((value) => {
    const removedInDirectory = base?.includes(value) && !entry.includes(value)
    const removedInAccounts = base?.includes(value) && !local.includes(value)
    return !((removedInDirectory && rule.pulls) || (removedInAccounts && rule.pushes))
  })
  const empties = merged.length === 0 && (rule.ifEmpty !== 'clear' || rule.required)
  const toAccounts = rule.pulls && !empties && !sameValues(merged, local) ? merged : null
  const toDirectory = rule.pushes && !empties && !sameValues(merged, entry) ? merged : null
  if (!toAccounts && !toDirectory) return outcome({ state: 'unknown', why: 'Nothing may flow this way.' })
  return outcome({
    state: 'flows',
    toAccounts,
    toDirectory,
    why: base
      ? 'Values were added or removed since the last sync.'
      : 'First sight: the values of both sides are united.',
  })
}
