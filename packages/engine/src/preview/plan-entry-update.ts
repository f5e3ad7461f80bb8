import type { PlanValue } from '@bindery/contract'
import {
  accountControlForm,
  baseOf,
  deltaOf,
  needsNoPassword,
  rawAfter,
  type Delta,
  type EntryView,
  type MergeOutcome,
} from '@bindery/sync'
import type { DecidedValues } from './decide-values.ts'
import { reasonOf, rowsOfAPair } from './decided-rows.ts'
import { describeValues } from './describe-effect.ts'
import type { StagedPair } from './load-staged.ts'
import { guardOf, toPlanValue } from './plan-value.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { renamedDn } from './renamed-dn.ts'
import { reasonToFlow } from './rule-merger.ts'
import { subjectOf } from './staged-subject.ts'
import { tellKeptActive, whyProtected } from './why-protected.ts'

/** The rows that write to the entry: a rename where the value names it, its values, its status apart, and what people decided apart. */
export async function planEntryUpdate(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  { outcomes, conflict }: DecidedValues,
  view: EntryView,
  needs: number | null,
): Promise<boolean> {
  const pushed = outcomes.filter((outcome) => outcome.toDirectory !== null)
  noteRename(job, read, pair, pushed)
  const renames = pushed.filter((outcome) => outcome.rule.remote === read.rdnAttribute.toLowerCase())
  for (const outcome of renames) {
    const values = [toPlanValue(outcome, outcome.toDirectory, outcome.why)]
    const raw = view.get(outcome.rule.id)?.raw ?? []
    const newDn = renamedDn(pair.dn, outcome.rule.remoteName, outcome.toDirectory?.[0] ?? '')
    await job.plan.add({
      ...subjectOf(read, pair),
      side: 'directory',
      kind: 'move',
      ...reasonOf(outcome.decided, 'renamed_in_accounts', conflict),
      newDn,
      effect: `Rename to ${newDn}`,
      why: outcome.why,
      warnings: outcome.overwritten ? ['overwritten'] : [],
      dependsOn: needs,
      guard: { moves: 1, ...(outcome.rule.local === 'username' ? { username_changes: 1 } : {}) },
      values,
      payload: {
        newDn,
        bases: {
          [outcome.rule.id]: baseOf(
            outcome.rule,
            outcome.toDirectory ?? [],
            rawAfter(raw, deltaOf(outcome.rule, raw, outcome.entry, outcome.toDirectory ?? [])),
          ),
        },
      },
    })
  }
  for (const [decided, status] of rowsOfAPair) {
    const mine = pushed.filter(
      (outcome) =>
        !renames.includes(outcome) &&
        outcome.decided === decided &&
        (outcome.rule.local === 'active') === status,
    )
    const deltas = new Map<MergeOutcome, Delta>()
    for (const outcome of mine) {
      const delta = deltaOf(
        outcome.rule,
        view.get(outcome.rule.id)?.raw ?? [],
        outcome.entry,
        outcome.toDirectory ?? [],
      )
      if (delta) deltas.set(outcome, delta)
    }
    if (deltas.size === 0) continue
    const sent = [...deltas.keys()]
    const values = sent.map((outcome) => toPlanValue(outcome, outcome.toDirectory, outcome.why))
    const disables = status && sent[0]?.toDirectory?.[0] === 'false'
    if (disables && whyProtected(job, read, pair) !== '') {
      await tellKeptActive(job, read, pair, { side: 'directory', needs, values })
      continue
    }
    const enables =
      status &&
      sent.find(({ rule, toDirectory }) => rule.form === accountControlForm && toDirectory?.[0] === 'true')
    if (enables && needsNoPassword(view.get(enables.rule.id)?.raw ?? [])) {
      await tellNoPassword(job, read, pair, { needs, values })
      continue
    }
    await job.plan.add({
      ...subjectOf(read, pair),
      side: 'directory',
      kind: status ? (disables ? 'disable' : 'enable') : 'update',
      ...reasonOf(decided, reasonToFlow(read, pair, sent, 'changed_in_accounts'), conflict),
      effect: describeValues(values, 'directory'),
      why: [...new Set(sent.map((outcome) => outcome.why))].join(' '),
      warnings: sent.some((outcome) => outcome.overwritten) ? ['overwritten'] : [],
      dependsOn: needs,
      guard: { ...guardOf(values, 'directory'), ...(disables ? { disables: 1 } : {}) },
      values,
      payload: {
        deltas: [...deltas.values()],
        bases: Object.fromEntries(
          [...deltas].map(([outcome, delta]) => [
            outcome.rule.id,
            baseOf(
              outcome.rule,
              outcome.toDirectory ?? [],
              rawAfter(view.get(outcome.rule.id)?.raw ?? [], delta),
            ),
          ]),
        ),
      },
    })
  }
  return pushed.length > 0
}

/** A user of a domain who needs no password is one whom anybody could sign in as, once enabled. */
async function tellNoPassword(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  { needs, values }: { readonly needs: number | null; readonly values: readonly PlanValue[] },
): Promise<void> {
  await job.plan.add({
    ...subjectOf(read, pair),
    side: 'directory',
    kind: 'withheld',
    reason: 'withheld_no_password',
    effect: 'Stays disabled',
    why: 'The account here is active, but its user in the domain has the flag “no password required”: once enabled, anybody might sign in as them.',
    dependsOn: needs,
    applicable: false,
    values: values.map((value) => ({ ...value, after: null })),
  })
}

/** Groups that name people by username follow in the same plan. */
function noteRename(
  job: PreviewJob,
  read: SubjectRead,
  { local }: StagedPair,
  pushed: readonly MergeOutcome[],
): void {
  if (job.memberForm !== 'username' || read.kind !== 'person' || !local) return
  const attribute = job.settings.people.usernameAttribute.toLowerCase()
  const [username] = pushed.find(({ rule }) => rule.remote === attribute)?.toDirectory ?? []
  if (username !== undefined) job.renames.set(local.id, username)
}
