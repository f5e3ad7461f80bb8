import {
  mergeRule,
  type CompiledRule,
  type EntryView,
  type LocalValues,
  type MergeOutcome,
  type RuleBase,
} from '@bindery/sync'
import type { SubjectRead } from './preview-job.ts'
import { emptyView, entryValueOf } from './staged-subject.ts'

type Base = Readonly<Record<string, RuleBase>>
const nothing = () => undefined

/** What both sides last agreed on by this rule; undefined: nothing yet, so whatever is there was never agreed on. */
function agreedOn(base: Base, rule: CompiledRule): RuleBase | undefined {
  const agreed = base[rule.id]
  return agreed?.fingerprint === rule.fingerprint ? agreed : undefined
}

/** What of an account would flow to its entry, had that stayed as it was at the last sync. */
export function changedInAccounts(read: SubjectRead, base: Base, local: LocalValues): MergeOutcome[] {
  const outcomes = read.rules.map((rule) =>
    mergeRule({
      rule,
      base: agreedOn(base, rule),
      local: local[rule.local] ?? [],
      entry: agreedOn(base, rule) ?? emptyView,
      localValue: (name) => local[name]?.[0],
      entryValue: nothing,
    }),
  )
  return outcomes.filter((outcome) => outcome.toDirectory !== null)
}

/** What of an entry would flow to its account, had that stayed as it was at the last sync. */
export function changedInDirectory(read: SubjectRead, base: Base, view: EntryView): MergeOutcome[] {
  const entryValue = entryValueOf(read, view)
  const readable = read.rules.filter((rule) => !read.unreadable.has(rule.remote))
  const outcomes = readable.map((rule) =>
    mergeRule({
      rule,
      base: agreedOn(base, rule),
      local: agreedOn(base, rule)?.values ?? [],
      entry: view.get(rule.id) ?? emptyView,
      localValue: nothing,
      entryValue,
    }),
  )
  return outcomes.filter((outcome) => outcome.toAccounts !== null)
}
