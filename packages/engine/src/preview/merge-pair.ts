import { wordAttribute } from '@bindery/contract/words'
import { dnKey, parentDn } from '@bindery/contract/ldap-text'
import { baseOf, toRaw, type EntryView, type MergeOutcome, type RuleBase } from '@bindery/sync'
import { decideValues, type DecidedValues } from './decide-values.ts'
import { describeConflict } from './describe-effect.ts'
import type { StagedPair } from './load-staged.ts'
import { planAccountUpdate } from './plan-account-update.ts'
import { planEntryUpdate } from './plan-entry-update.ts'
import { toPlanValue } from './plan-value.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { fillDefaults, reasonToFlow, ruleMerger } from './rule-merger.ts'
import { emptyView, subjectOf, viewOf } from './staged-subject.ts'
import { withholdNames } from './withhold-names.ts'

/** Merges one pair and writes the rows for either side. `needs` is the row that makes them a pair, if it is new. */
export async function mergePair(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  needs: number | null,
): Promise<void> {
  const { local } = pair
  if (!local) return
  const view = viewOf(pair)
  const merge = ruleMerger(read, pair, local)
  const merged = read.rules.map((rule) => merge(rule))
  const chosen = await decideValues(job, read, pair, merged, ({ rule }, side) => merge(rule, side))
  const moved = await planMove(job, read, pair, needs)
  const free = await withholdNames(job, read, pair, chosen.outcomes, needs)
  const outcomes = fillDefaults(read, pair, local, free)
  const decided = { ...chosen, outcomes }
  const rows = [
    moved,
    free !== chosen.outcomes,
    await planAccountUpdate(job, read, pair, decided, needs),
    await planEntryUpdate(job, read, pair, decided, view, needs),
    await planConflict(job, read, pair, decided, needs),
  ]
  const agreed = outcomes.filter((outcome) => outcome.state === 'agree')
  if (agreed.length > 0) await planAgreement(job, read, pair, agreed, view, needs)
  else if (needs === null && rows.every((row) => !row)) {
    // A group's hash covers its members too, which are compared later.
    if (read.kind === 'group') job.settledGroups.add(local.id)
    else await rememberUnchanged(job, pair)
  }
}

/** Nothing differs from the base: the next preview may pass over this entry by its hash. No value moves. */
export async function rememberUnchanged(job: PreviewJob, pair: StagedPair): Promise<void> {
  if (!pair.link || !pair.local || job.settingsVersion === null) return
  await job.task.store.db
    .updateTable('links')
    .set({ hash: pair.hash, local_version: pair.local.rowVersion })
    .where('id', '=', pair.link.id)
    .execute()
}

async function planMove(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  needs: number | null,
): Promise<boolean> {
  if (!pair.link || pair.link.dn === pair.dn) return false
  const moved = dnKey(parentDn(pair.link.dn) ?? '') !== dnKey(parentDn(pair.dn) ?? '')
  await job.plan.add({
    ...subjectOf(read, pair),
    side: 'accounts',
    kind: 'move',
    reason: moved ? 'moved_in_directory' : 'renamed_in_directory',
    dn: pair.link.dn,
    newDn: pair.dn,
    effect: `Follow to ${pair.dn}`,
    why: `The same stable id has another name in the directory. The ${read.kind === 'person' ? 'account' : 'group'} stays the same; only the link follows.`,
    dependsOn: needs,
    guard: dnKey(pair.link.dn) === dnKey(pair.dn) ? {} : { moves: 1 },
    payload: { dn: pair.dn },
  })
  return true
}

async function planConflict(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  { outcomes, conflict }: DecidedValues,
  needs: number | null,
): Promise<boolean> {
  const open = outcomes.filter((outcome) => outcome.state === 'conflict')
  if (!conflict || open.length === 0) return false
  const values = open.map((outcome) => toPlanValue(outcome, null, outcome.why))
  await job.plan.add({
    ...subjectOf(read, pair),
    side: 'accounts',
    kind: 'conflict',
    reason: conflict.reason,
    effect: describeConflict(values),
    why: open[0]?.why ?? '',
    dependsOn: needs,
    applicable: false,
    values,
    conflict,
  })
  return true
}

function agreementOf({ rule, local }: MergeOutcome, view: EntryView): RuleBase {
  const { values, raw } = view.get(rule.id) ?? emptyView
  return baseOf(rule, local, toRaw(rule, values, raw))
}

async function planAgreement(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  agreed: readonly MergeOutcome[],
  view: EntryView,
  needs: number | null,
): Promise<void> {
  await job.plan.add({
    ...subjectOf(read, pair),
    side: 'accounts',
    kind: 'agree',
    reason: reasonToFlow(read, pair, agreed, 'both_changed_alike'),
    effect: `Both sides agree on ${agreed.map((outcome) => wordAttribute(outcome.rule.local)).join(', ')}`,
    why: 'The values are the same on both sides; they become the base of the next comparison.',
    dependsOn: needs,
    payload: {
      bases: Object.fromEntries(agreed.map((outcome) => [outcome.rule.id, agreementOf(outcome, view)])),
    },
  })
}
