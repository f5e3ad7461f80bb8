import type { Candidate } from '@bindery/contract'
import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import type { FoundConflict } from './found-conflict.ts'
import { linkPair } from './link-pair.ts'
import type { StagedPair } from './load-staged.ts'
import type { MatchQuestion, MatchVerdict } from './match-question.ts'
import { planAccount } from './plan-account.ts'
import { matchConflict, tellDecided, tellMatch } from './plan-match.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { subjectOf } from './staged-subject.ts'

/** An entry that nobody could match for sure: a conflict, or what people decided about it. */
export async function planQuestion(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  verdict: MatchVerdict & { readonly question: MatchQuestion },
  candidates: readonly Candidate[],
): Promise<void> {
  const conflict = matchConflict(read, pair, verdict.question, candidates)
  switch (verdict.decided) {
    case undefined:
      return tellMatch(job, read, pair, conflict)
    case 'link':
      return linkDecided(job, read, pair, verdict.question, conflict)
    case 'separate':
      return createDecided(job, read, pair, conflict)
    case 'ignore':
      return tellDecided(job, read, pair, conflict, {
        effect: 'Left alone, as decided',
        why: `${conflict.why} It was decided to leave the entry and the accounts in question alone.`,
      })
  }
}

function linkDecided(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  { accounts }: MatchQuestion,
  conflict: FoundConflict,
): Promise<void> {
  const account = accounts.find(({ id }) => id === pair.localId)
  return linkPair(job, read, pair, {
    reason: 'decided',
    effect: account?.linkedTo ? 'Link to this entry instead of the one that is gone' : 'Link, as decided',
    why: `${conflict.why} It was decided that they are the same.`,
    conflict,
    ...(account?.linkedTo ? { instead: account.linkedTo } : {}),
  })
}

/** Another person or group than any in question: as new as one nobody shares a key with. */
async function createDecided(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  conflict: FoundConflict,
): Promise<void> {
  const { direction, firstSeenInDirectory } = job.settings.policy
  const why = `${conflict.why} It was decided that it is another ${read.kind}.`
  if (direction === 'accounts_to_directory' || firstSeenInDirectory === 'ignore')
    return tellDecided(job, read, pair, conflict, {
      effect: 'Nothing is created for it',
      why: `${why} By the policy, entries seen for the first time are left as they are.`,
    })
  const taken = await holderOfName(job, read, pair)
  if (taken !== null)
    return tellDecided(job, read, pair, conflict, {
      reason: 'withheld_name_taken',
      effect: 'Not created: the name is taken',
      why: `${why} The ${read.kind === 'person' ? 'account' : 'group'} ${taken} has the same name: rename one of the two, and the next plan creates it.`,
    })
  await planAccount(job, read, pair, {
    asks: firstSeenInDirectory === 'ask',
    reason: 'first_seen_in_directory',
    why,
    conflict,
  })
}

/** Who has the name already that the entry would give; null: nobody. */
async function holderOfName(job: PreviewJob, read: SubjectRead, pair: StagedPair): Promise<string | null> {
  const { db } = job.task.store
  const key = caseIgnoreKey(subjectOf(read, { ...pair, local: null }).name)
  if (read.kind === 'person') {
    const people = db.selectFrom('people').select('username').where('deleted_at', 'is', null)
    return (await people.where('username_key', '=', key).executeTakeFirst())?.username ?? null
  }
  const groups = db.selectFrom('groups').select('name').where('deleted_at', 'is', null)
  return (await groups.where('name_key', '=', key).executeTakeFirst())?.name ?? null
}
