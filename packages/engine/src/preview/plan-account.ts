import type { Reason } from '@bindery/contract'
import { baseOf, buildAccount, type EntryView, type LocalValues, type RuleBase } from '@bindery/sync'
import { reasonOf } from './decided-rows.ts'
import type { FoundConflict } from './found-conflict.ts'
import type { StagedPair } from './load-staged.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { emptyView, entryValueOf, subjectOf, viewOf } from './staged-subject.ts'

interface NewAccountFor {
  /** Left out until a person includes it. */
  readonly asks: boolean
  readonly reason: Reason
  readonly why: string
  /** People decided so. */
  readonly conflict: FoundConflict | null
}

/** The row that makes the account of an entry: a new one, or the deleted one again, under its old id. */
export async function planAccount(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  { asks, reason, why, conflict }: NewAccountFor,
): Promise<void> {
  const view = viewOf(pair)
  const values = buildAccount(read.rules, view, entryValueOf(read, view))
  const again = pair.link !== null
  const what = read.kind === 'person' ? 'account' : 'group'
  await job.plan.add({
    ...subjectOf(read, pair),
    side: 'accounts',
    kind: 'create',
    ...reasonOf(true, asks ? 'policy_ask' : reason, conflict),
    included: !asks,
    warnings: asks ? ['asks'] : [],
    effect: again ? `Restore the ${what} that was deleted` : `Create ${what}`,
    why,
    values: read.rules.flatMap((rule) => {
      const after = rule.pulls ? values[rule.local] : undefined
      return after?.length
        ? [
            {
              attribute: rule.local,
              ruleId: rule.id,
              base: null,
              accounts: [],
              directory: [...(view.get(rule.id)?.values ?? [])],
              after: [...after],
              why: '',
              overwritten: false,
            },
          ]
        : []
    }),
    // A group's members are yet to be compared: its hash must not say that it was seen whole.
    payload: {
      values,
      bases: basesOfView(read, view, values),
      ...(read.kind === 'person' && !again ? { hash: pair.hash } : {}),
      ...(again ? { restores: true } : {}),
    },
  })
  if (read.kind !== 'person' || asks || pair.localId === null) return
  job.comparable.add(pair.localId)
  if (!again) return
  job.returned.local.add(pair.localId)
  job.newPairs += 1
}

function basesOfView(read: SubjectRead, view: EntryView, account: LocalValues): Record<string, RuleBase> {
  return Object.fromEntries(
    read.rules.flatMap((rule) => {
      const shown = view.get(rule.id) ?? emptyView
      return rule.pulls && !rule.onCreationOnly
        ? [[rule.id, baseOf(rule, account[rule.local] ?? [], shown.raw)]]
        : []
    }),
  )
}
