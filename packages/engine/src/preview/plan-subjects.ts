import type { PlanValue, Reason } from '@bindery/contract'
import { dnKey, parentDn } from '@bindery/contract/ldap-text'
import {
  baseOf,
  buildAccount,
  deltaOf,
  mergeRule,
  rawAfter,
  toRaw,
  type Delta,
  type EntryView,
  type LocalValues,
  type MergeOutcome,
  type RuleBase,
  type RuleView,
} from '@bindery/sync'
import { describeConflict, describeValues } from './describe-effect.ts'
import { loadStaged, type StagedPair } from './load-staged.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { renamedDn } from './renamed-dn.ts'

/** Decides every staged entry, one at a time: skipped, in conflict, new, matched, returned, or changed since the base. */
export async function planSubjects(job: PreviewJob, read: SubjectRead): Promise<void> {
  let done = 0
  for await (const batch of loadStaged(job, read)) {
    job.task.signal.throwIfAborted()
    for (const pair of batch) await planPair(job, read, pair)
    done += batch.length
    job.task.progress({ phase: 'comparing', done, total: null })
  }
}

async function planPair(job: PreviewJob, read: SubjectRead, pair: StagedPair): Promise<void> {
  const verdict =
    pair.verdict === ''
      ? null
      : (JSON.parse(pair.verdict) as {
          reason?: Reason
          detail?: string
          matched?: { local: string; remote: string }
        })
  if (verdict?.reason) return tellVerdict(job, read, pair, verdict.reason, verdict.detail ?? '')
  if (!pair.link)
    return verdict?.matched && pair.local
      ? linkPair(job, read, pair, verdict.matched)
      : createAccount(job, read, pair)
  if (!pair.local) return unlinkPair(job, read, pair)
  if (pair.link.state === 'unlinked' || pair.link.state === 'gone_accounts') return undefined
  if (pair.link.state !== 'active') {
    const release = await job.plan.add({
      ...subjectOf(read, pair),
      side: 'accounts',
      kind: read.kind === 'person' ? 'release' : 'link',
      reason: 'reappeared',
      effect:
        read.kind === 'person' ? 'Release from hold: the entry is back' : 'Link again: the entry is back',
      why: 'An entry with the same stable id is there again.',
      payload: { dn: pair.dn },
    })
    if (read.kind === 'person') {
      job.comparable.add(pair.local.id)
      job.newPairs += 1
    }
    return mergePair(job, read, pair, release)
  }
  return mergePair(job, read, pair, null)
}

function subjectOf(read: SubjectRead, pair: StagedPair) {
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

const viewOf = (pair: StagedPair): EntryView => new Map(pair.data.view)
const emptyView: RuleView = { values: [], raw: [] }

/** The value of a directory attribute, as far as the rules read it. */
function entryValueOf(read: SubjectRead, view: EntryView): (name: string) => string | undefined {
  return (name) => {
    const rule = read.rules.find((candidate) => candidate.remote === name.toLowerCase())
    return rule && view.get(rule.id)?.values[0]
  }
}

async function tellVerdict(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  reason: Reason,
  detail: string,
): Promise<void> {
  const conflict = reason.startsWith('conflict_')
  // Entries nobody asked for need no row: nothing would have come of them in this direction.
  if (!pair.link && !conflict && job.settings.policy.direction === 'accounts_to_directory') return
  const unreadable = read.rules.find((rule) => rule.required && read.unreadable.has(rule.remote))
  await job.plan.add({
    ...subjectOf(read, pair),
    side: 'accounts',
    kind: conflict ? 'conflict' : 'skipped',
    reason: unreadable && reason === 'skipped_missing_required' ? 'withheld_unreadable_attribute' : reason,
    effect: conflict
      ? 'Nothing is done until a person decides'
      : 'Skipped: account and memberships stay as they are',
    why: unreadable
      ? `${detail} Nobody has ${unreadable.remoteName} any more, so it is taken as unreadable, not as empty.`
      : detail,
    applicable: false,
  })
}

async function createAccount(job: PreviewJob, read: SubjectRead, pair: StagedPair): Promise<void> {
  const { direction, firstSeenInDirectory } = job.settings.policy
  if (direction === 'accounts_to_directory' || firstSeenInDirectory === 'ignore') return
  const view = viewOf(pair)
  const values = buildAccount(read.rules, view, entryValueOf(read, view))
  const asks = firstSeenInDirectory === 'ask'
  await job.plan.add({
    ...subjectOf(read, pair),
    side: 'accounts',
    kind: 'create',
    reason: asks ? 'policy_ask' : 'first_seen_in_directory',
    included: !asks,
    warnings: asks ? ['asks'] : [],
    effect: `Create ${read.kind === 'person' ? 'account' : 'group'}`,
    why: 'The entry is in scope, and no account belongs to it by any matching rule.',
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
              why: 'first_seen_in_directory',
              overwritten: false,
            },
          ]
        : []
    }),
    // A group's members are yet to be compared: its hash must not say that it was seen whole.
    payload: {
      values,
      bases: basesOfView(read, view, values),
      ...(read.kind === 'person' ? { hash: pair.hash } : {}),
    },
  })
  if (read.kind === 'person' && !asks && pair.localId !== null) job.comparable.add(pair.localId)
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

async function linkPair(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  matched: { local: string; remote: string },
): Promise<void> {
  if (read.kind === 'person' && pair.local) {
    job.comparable.add(pair.local.id)
    job.newPairs += 1
  }
  const id = await job.plan.add({
    ...subjectOf(read, pair),
    side: 'accounts',
    kind: 'link',
    reason: 'matched',
    effect: `Link by ${matched.local}`,
    why: `${matched.local} is the same as ${matched.remote} of the entry, and nothing stronger speaks against it.`,
  })
  return mergePair(job, read, pair, id)
}

async function unlinkPair(job: PreviewJob, read: SubjectRead, pair: StagedPair): Promise<void> {
  if (pair.link?.state !== 'active') return
  await job.plan.add({
    ...subjectOf(read, pair),
    side: 'accounts',
    kind: 'unlink',
    reason: 'gone_from_accounts',
    effect: 'Unlink: deleted here; the entry stays',
    why: 'The account was deleted. The entry is left alone, and remembered so that it does not come back as new.',
    payload: { state: 'gone_accounts' },
  })
}

/** Merges one pair and writes the rows for either side. `needs` is the row that makes them a pair, if it is new. */
async function mergePair(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  needs: number | null,
): Promise<void> {
  const { local } = pair
  if (!local) return
  const view = viewOf(pair)
  const entryValue = entryValueOf(read, view)
  const outcomes = read.rules.map((rule) =>
    mergeRule({
      rule: read.unreadable.has(rule.remote) ? { ...rule, pulls: false, pushes: false } : rule,
      base: pair.link?.base[rule.id],
      local: local.values[rule.local] ?? [],
      entry: view.get(rule.id) ?? emptyView,
      localValue: (name) => local.values[name]?.[0],
      entryValue,
    }),
  )
  const rows = [
    await planMove(job, read, pair, needs),
    await planAccountUpdate(job, read, pair, outcomes, needs),
    await planEntryUpdate(job, read, pair, outcomes, view, needs),
    await planConflict(job, read, pair, outcomes, needs),
  ]
  const agreed = outcomes.filter((outcome) => outcome.state === 'agree')
  if (agreed.length > 0 || (needs !== null && pair.link === null))
    await planAgreement(job, read, pair, agreed, view, needs)
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
    why: 'The same stable id has another name in the directory. The account stays the same; only the link follows.',
    dependsOn: needs,
    guard: dnKey(pair.link.dn) === dnKey(pair.dn) ? {} : { moves: 1 },
    payload: { dn: pair.dn },
  })
  return true
}

function toPlanValue(outcome: MergeOutcome, after: readonly string[] | null, why: string): PlanValue {
  return {
    attribute: outcome.rule.local,
    ruleId: outcome.rule.id,
    base: outcome.base && [...outcome.base],
    accounts: [...outcome.local],
    directory: [...outcome.entry],
    after: after && [...after],
    why,
    overwritten: outcome.overwritten,
  }
}

const clearedBy = (values: readonly PlanValue[], side: 'accounts' | 'directory') =>
  values
    .filter((value) => value.after?.length === 0 && value[side].length > 0)
    .map((value) => value.attribute)

function guardOf(values: readonly PlanValue[], side: 'accounts' | 'directory'): Record<string, unknown> {
  const cleared = clearedBy(values, side)
  return {
    ...(cleared.length > 0 ? { cleared_values: cleared } : {}),
    ...(values.some((value) => value.attribute === 'username' && value[side].length > 0)
      ? { username_changes: 1 }
      : {}),
  }
}

async function planAccountUpdate(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  outcomes: readonly MergeOutcome[],
  needs: number | null,
): Promise<boolean> {
  const pulled = outcomes.filter((outcome) => outcome.toAccounts !== null)
  for (const status of [false, true]) {
    const mine = pulled.filter((outcome) => (outcome.rule.local === 'active') === status)
    if (mine.length === 0) continue
    const values = mine.map((outcome) => toPlanValue(outcome, outcome.toAccounts, outcome.why))
    const disables = status && mine[0]?.toAccounts?.[0] === 'false'
    const view = viewOf(pair)
    await job.plan.add({
      ...subjectOf(read, pair),
      side: 'accounts',
      kind: status ? (disables ? 'disable' : 'enable') : 'update',
      reason: 'changed_in_directory',
      effect: describeValues(values, 'accounts'),
      why: [...new Set(mine.map((outcome) => outcome.why))].join(' '),
      warnings: mine.some((outcome) => outcome.overwritten) ? ['overwritten'] : [],
      dependsOn: needs,
      guard: { ...guardOf(values, 'accounts'), ...(disables ? { disables: 1 } : {}) },
      values,
      payload: {
        values: Object.fromEntries(mine.map((outcome) => [outcome.rule.local, outcome.toAccounts])),
        before: Object.fromEntries(mine.map((outcome) => [outcome.rule.local, outcome.local])),
        bases: Object.fromEntries(
          mine.map((outcome) => [
            outcome.rule.id,
            baseOf(outcome.rule, outcome.toAccounts ?? [], view.get(outcome.rule.id)?.raw ?? []),
          ]),
        ),
      },
    })
  }
  return pulled.length > 0
}

async function planEntryUpdate(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  outcomes: readonly MergeOutcome[],
  view: EntryView,
  needs: number | null,
): Promise<boolean> {
  const pushed = outcomes.filter((outcome) => outcome.toDirectory !== null)
  const renames = pushed.filter((outcome) => outcome.rule.remote === read.rdnAttribute.toLowerCase())
  for (const outcome of renames) {
    const values = [toPlanValue(outcome, outcome.toDirectory, outcome.why)]
    const raw = view.get(outcome.rule.id)?.raw ?? []
    const newDn = renamedDn(pair.dn, outcome.rule.remoteName, outcome.toDirectory?.[0] ?? '')
    await job.plan.add({
      ...subjectOf(read, pair),
      side: 'directory',
      kind: 'move',
      reason: 'renamed_in_accounts',
      newDn,
      effect: `Rename to ${newDn}`,
      why: outcome.why,
      warnings: outcome.overwritten ? ['overwritten'] : [],
      dependsOn: needs,
      guard: { moves: 1, ...(outcome.rule.local === 'username' ? { username_changes: 1 } : {}) },
      values,
      payload: {
        ldif: { newDn },
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
  for (const status of [false, true]) {
    const mine = pushed.filter(
      (outcome) => !renames.includes(outcome) && (outcome.rule.local === 'active') === status,
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
    await job.plan.add({
      ...subjectOf(read, pair),
      side: 'directory',
      kind: status ? (disables ? 'disable' : 'enable') : 'update',
      reason: 'changed_in_accounts',
      effect: describeValues(values, 'directory'),
      why: [...new Set(sent.map((outcome) => outcome.why))].join(' '),
      warnings: sent.some((outcome) => outcome.overwritten) ? ['overwritten'] : [],
      dependsOn: needs,
      guard: { ...guardOf(values, 'directory'), ...(disables ? { disables: 1 } : {}) },
      values,
      payload: {
        ldif: { deltas: [...deltas.values()] },
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

async function planConflict(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  outcomes: readonly MergeOutcome[],
  needs: number | null,
): Promise<boolean> {
  const conflicts = outcomes.filter((outcome) => outcome.state === 'conflict')
  if (conflicts.length === 0) return false
  const values = conflicts.map((outcome) => toPlanValue(outcome, null, outcome.why))
  await job.plan.add({
    ...subjectOf(read, pair),
    side: 'accounts',
    kind: 'conflict',
    reason: 'conflict_values',
    effect: describeConflict(values),
    why: conflicts[0]?.why ?? '',
    dependsOn: needs,
    applicable: false,
    values,
  })
  return true
}

async function planAgreement(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  agreed: readonly MergeOutcome[],
  view: EntryView,
  needs: number | null,
): Promise<void> {
  if (agreed.length === 0) return
  await job.plan.add({
    ...subjectOf(read, pair),
    side: 'accounts',
    kind: 'agree',
    reason: 'both_changed_alike',
    effect: `Both sides agree on ${agreed.map((outcome) => outcome.rule.local).join(', ')}`,
    why: 'The values are the same on both sides; they become the base of the next comparison.',
    dependsOn: needs,
    payload: {
      bases: Object.fromEntries(
        agreed.map((outcome) => [
          outcome.rule.id,
          baseOf(outcome.rule, outcome.local, toRaw(outcome.rule, view.get(outcome.rule.id)?.values ?? [])),
        ]),
      ),
    },
  })
}
