import type { EntryView, RuleView } from '@bindery/sync'
import type { StagedPair } from './load-staged.ts'
import type { SubjectRead } from './preview-job.ts'

/** What every row says of its subject: the account where there is one, else the entry. */
export function subjectOf(read: SubjectRead, pair: StagedPair) {
  const view = viewOf(pair)
  const nameRule = read.rules.find((rule) => rule.local === (read.kind === 'person' ? 'username' : 'name'))
  const displayRule = read.rules.find((rule) => rule.local === 'displayName')
  const seen = nameRule && view.get(nameRule.id)?.values[0]
  const name = pair.local?.name ?? seen ?? pair.dn
  return {
    subjectKind: read.kind,
    name,
    displayName: pair.local?.displayName || (displayRule && view.get(displayRule.id)?.values[0]) || name,
    dn: pair.dn,
    localId: pair.local?.id ?? pair.localId,
    linkId: pair.link?.id ?? null,
    stableId: pair.stableId,
    rowVersion: pair.local?.rowVersion ?? null,
  }
}

export const viewOf = (pair: StagedPair): EntryView => new Map(pair.data.view)
export const emptyView: RuleView = { values: [], raw: [] }

/** The value of a directory attribute, as far as the rules read it. */
export function entryValueOf(read: SubjectRead, view: EntryView): (name: string) => string | undefined {
  return (name) => {
    const rule = read.rules.find((candidate) => candidate.remote === name.toLowerCase())
    return rule && view.get(rule.id)?.values[0]
  }
}
