import type { Candidate, Reason } from '@bindery/contract'
import { wordAttribute } from '@bindery/contract/words'
import type { Skip } from '@bindery/sync'
import { describeCandidates } from './describe-candidates.ts'
import { linkPair } from './link-pair.ts'
import { loadStaged, type StagedPair } from './load-staged.ts'
import { lookForRenames } from './look-for-renames.ts'
import type { MatchVerdict } from './match-question.ts'
import { mergePair } from './merge-pair.ts'
import { planAccount } from './plan-account.ts'
import { planDeletedAccount } from './plan-deleted-account.ts'
import { planQuestion } from './plan-question.ts'
import { planRenewal } from './plan-renewal.ts'
import { planReturn } from './plan-return.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { subjectOf } from './staged-subject.ts'

/** Decides every staged entry, one at a time: skipped, in conflict, new, matched, returned, or changed since the base. */
export async function planSubjects(job: PreviewJob, read: SubjectRead): Promise<void> {
  let done = 0
  for await (const batch of loadStaged(job, read)) {
    job.task.signal.throwIfAborted()
    const candidates = await describeCandidates(job, read, batch)
    await lookForRenames(job, read, batch)
    for (const pair of batch) await planPair(job, read, pair, candidates.get(pair.id) ?? [])
    done += batch.length
    job.task.progress({ phase: 'comparing', done, total: null })
  }
}

async function planPair(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  candidates: readonly Candidate[],
): Promise<void> {
  const verdict = pair.verdict === '' ? null : (JSON.parse(pair.verdict) as MatchVerdict | Skip)
  if (verdict && 'question' in verdict && verdict.question)
    return planQuestion(job, read, pair, { ...verdict, question: verdict.question }, candidates)
  if (verdict && 'renews' in verdict && verdict.renews) return planRenewal(job, read, pair, verdict.renews)
  if (verdict?.reason) return tellVerdict(job, read, pair, verdict.reason, verdict.detail ?? '')
  if (!pair.link)
    return verdict && 'matched' in verdict && verdict.matched && pair.local
      ? linkPair(job, read, pair, matched(verdict.matched))
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
  // Entries nobody asked for need no row: nothing would have come of them in this direction.
  if (!pair.link && job.settings.policy.direction === 'accounts_to_directory') return
  const unreadable = read.rules.find((rule) => rule.required && read.unreadable.has(rule.remote))
  await job.plan.add({
    ...subjectOf(read, pair),
    side: 'accounts',
    kind: 'skipped',
    reason: unreadable && reason === 'skipped_missing_required' ? 'withheld_unreadable_attribute' : reason,
    effect: 'Skipped: account and memberships stay as they are',
    why: unreadable
      ? `${detail} Nobody has ${unreadable.remoteName} any more, so it is taken as unreadable, not as empty.`
      : detail,
    applicable: false,
  })
}

const matched = ({ local, remote }: NonNullable<MatchVerdict['matched']>) => ({
  reason: 'matched' as const,
  effect: `Link by ${wordAttribute(local)}`,
  why: `The ${wordAttribute(local)} is the same as ${remote} of the entry, and nothing stronger speaks against it.`,
})

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
