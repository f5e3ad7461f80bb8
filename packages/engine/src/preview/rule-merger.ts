import type { Reason, Side } from '@bindery/contract'
import { mergeRule, type CompiledRule, type MergeInput, type MergeOutcome } from '@bindery/sync'
import type { LocalObject, StagedPair } from './load-staged.ts'
import type { SubjectRead } from './preview-job.ts'
import { emptyView, entryValueOf, viewOf } from './staged-subject.ts'

/** Where default values come from: attributes of the account and of the entry. */
type ValuesOf = Pick<MergeInput, 'localValue' | 'entryValue'>
type MergeOne = (rule: CompiledRule, decided?: Side) => MergeOutcome

/** Merges a pair rule by rule. Nothing flows for what nobody can read any more (rule 6). */
export function ruleMerger(read: SubjectRead, pair: StagedPair, local: LocalObject): MergeOne {
  return mergerOver(read, pair, local, valuesNow(read, pair, local))
}

/**
 * Makes default values of what both sides will hold once these outcomes have come about, not of what they hold now:
 * else the next plan would have to mend them.
 */
export function fillDefaults(
  read: SubjectRead,
  pair: StagedPair,
  local: LocalObject,
  outcomes: readonly MergeOutcome[],
): MergeOutcome[] {
  const merge = mergerOver(read, pair, local, valuesAfter(outcomes, valuesNow(read, pair, local)))
  return outcomes.map((outcome) => (isMadeUp(outcome) ? merge(outcome.rule) : outcome))
}

/** Is its value one that is made of others, for an empty source? */
const isMadeUp = ({ rule, local, entry }: MergeOutcome) =>
  rule.ifEmpty === 'default' &&
  rule.defaultValue.names.length > 0 &&
  (local.length === 0 || entry.length === 0)

function mergerOver(read: SubjectRead, pair: StagedPair, local: LocalObject, values: ValuesOf): MergeOne {
  const view = viewOf(pair)
  return (rule, decided) => {
    const outcome = mergeRule({
      rule: read.unreadable.has(rule.remote) ? { ...rule, pulls: false, pushes: false } : rule,
      decided,
      base: pair.link?.base[rule.id],
      local: local.values[rule.local] ?? [],
      entry: view.get(rule.id) ?? emptyView,
      ...values,
    })
    return pair.link && outcome.why !== '' && isFirst(read, pair, outcome)
      ? { ...outcome, why: `The rule is new, so nothing was agreed on before. ${outcome.why}` }
      : outcome
  }
}

/** Whether these two values were never compared before: the rule is new, or the account and the entry were no pair. */
const isFirst = (read: SubjectRead, { link }: StagedPair, { base, rule }: MergeOutcome) =>
  base === null && (link === null || read.newRules.has(rule.id))

/** Why values flow: of those that were never compared before, nobody need have changed any. */
export const reasonToFlow = (
  read: SubjectRead,
  pair: StagedPair,
  outcomes: readonly MergeOutcome[],
  otherwise: Reason,
): Reason => (outcomes.every((outcome) => isFirst(read, pair, outcome)) ? 'first_compared' : otherwise)

function valuesNow(read: SubjectRead, pair: StagedPair, local: LocalObject): ValuesOf {
  return {
    localValue: (name) => local.values[name]?.[0],
    entryValue: entryValueOf(read, viewOf(pair)),
  }
}

function valuesAfter(outcomes: readonly MergeOutcome[], now: ValuesOf): ValuesOf {
  return {
    localValue(name) {
      const pulled = outcomes.find(({ rule, toAccounts }) => rule.local === name && toAccounts !== null)
      return pulled ? pulled.toAccounts?.[0] : now.localValue(name)
    },
    entryValue(name) {
      const remote = name.toLowerCase()
      const pushed = outcomes.find(({ rule, toDirectory }) => rule.remote === remote && toDirectory !== null)
      return pushed ? pushed.toDirectory?.[0] : now.entryValue(name)
    },
  }
}
