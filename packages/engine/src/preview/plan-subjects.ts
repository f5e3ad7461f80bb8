import type { Reason } from '@bindery/contract'
import { baseOf, buildAccount, type EntryView, type LocalValues, type RuleBase } from '@bindery/sync'
import { loadStaged, type StagedPair } from './load-staged.ts'
import { mergePair } from './merge-pair.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { emptyView, entryValueOf, subjectOf, viewOf } from './staged-subject.ts'

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
