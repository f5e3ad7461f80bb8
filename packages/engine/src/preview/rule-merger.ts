import type { Side } from '@bindery/contract'
import { mergeRule, type CompiledRule, type MergeOutcome } from '@bindery/sync'
import type { LocalObject, StagedPair } from './load-staged.ts'
import type { SubjectRead } from './preview-job.ts'
import { emptyView, entryValueOf, viewOf } from './staged-subject.ts'

/** Merges a pair rule by rule. Nothing flows for what nobody can read any more (rule 6). */
export function ruleMerger(
  read: SubjectRead,
  pair: StagedPair,
  local: LocalObject,
): (rule: CompiledRule, decided?: Side) => MergeOutcome {
  const view = viewOf(pair)
  const entryValue = entryValueOf(read, view)
  return (rule, decided) =>
    mergeRule({
      rule: read.unreadable.has(rule.remote) ? { ...rule, pulls: false, pushes: false } : rule,
      decided,
      base: pair.link?.base[rule.id],
      local: local.values[rule.local] ?? [],
      entry: view.get(rule.id) ?? emptyView,
      localValue: (name) => local.values[name]?.[0],
      entryValue,
    })
}
