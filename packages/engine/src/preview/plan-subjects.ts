import type { Reason } from '@bindery/contract'
import { loadStaged, type StagedPair } from './load-staged.ts'
import { mergePair } from './merge-pair.ts'
import { planAccount } from './plan-account.ts'
import { planDeletedAccount } from './plan-deleted-account.ts'
import { planReturn } from './plan-return.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { subjectOf } from './staged-subject.ts'

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
      : createNew(job, read, pair)
  if (pair.link.state === 'unlinked' || pair.link.state === 'gone_accounts') return undefined
  if (!pair.local) return planDeletedAccount(job, read, pair)
  if (pair.link.state !== 'active') return planReturn(job, read, pair)
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

async function createNew(job: PreviewJob, read: SubjectRead, pair: StagedPair): Promise<void> {
  const { direction, firstSeenInDirectory } = job.settings.policy
  if (direction === 'accounts_to_directory' || firstSeenInDirectory === 'ignore') return
  await planAccount(job, read, pair, {
    asks: firstSeenInDirectory === 'ask',
    reason: 'first_seen_in_directory',
    why: 'The entry is in scope, and no account belongs to it by any matching rule.',
    conflict: null,
  })
}
