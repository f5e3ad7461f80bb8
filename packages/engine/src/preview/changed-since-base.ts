import { mergeRule, type EntryView, type LocalValues, type MergeOutcome, type RuleBase } from '@bindery/sync'
import type { SubjectRead } from './preview-job.ts'
import { emptyView, entryValueOf } from './staged-subject.ts'

type Base = Readonly<Record<string, RuleBase>>
const nothing = () => undefined

/** What of an account would flow to its entry, had that stayed as it was at the last sync. */
export function changedInAccounts(read: SubjectRead, base: Base, local: LocalValues): MergeOutcome[] {
  const outcomes = read.rules.flatMap((rule) => {
    const agreed = base[rule.id]
    return agreed?.fingerprint === rule.fingerprint
      ? mergeRule({
          rule,
          base: agreed,
          local: local[rule.local] ?? [],
          entry: agreed,
          localValue: (name) => local[name]?.[0],
          entryValue: nothing,
        })
      : []
  })
  return outcomes.filter((outcome) => outcome.toDirectory !== null)
}

/** What of an entry would flow to its account, had that stayed as it was at the last sync. */
export function changedInDirectory(read: SubjectRead, base: Base, view: EntryView): MergeOutcome[] {
  const entryValue = entryValueOf(read, view)
  const outcomes = read.rules.flatMap((rule) => {
    const agreed = base[rule.id]
    return agreed?.fingerprint === rule.fingerprint && !read.unreadable.has(rule.remote)
      ? mergeRule({
          rule,
          base: agreed,
          local: agreed.values,
          entry: view.get(rule.id) ?? emptyView,
          localValue: nothing,
          entryValue,
        })
      : []
  })
  return outcomes.filter((outcome) => outcome.toAccounts !== null)
}
