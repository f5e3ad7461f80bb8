import { decideDeletedAccount } from '@bindery/sync'
import { changedInDirectory } from './changed-since-base.ts'
import * as rows from './deleted-account-rows.ts'
import { deletionConflict, editDecision, isEdited } from './deletion-conflict.ts'
import type { StagedPair } from './load-staged.ts'
import { membersChangedInDirectory } from './members-changed.ts'
import { planAccount } from './plan-account.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { viewOf } from './staged-subject.ts'
import { whyProtected } from './why-protected.ts'

/** Decides about an entry whose linked account was deleted: by a person, or by the policy when the entry was gone. */
export async function planDeletedAccount(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
): Promise<void> {
  if (pair.link?.state === 'active') return decideActive(job, read, pair)
  if (pair.link?.state === 'gone_directory') return restoreReturned(job, read, pair)
}

async function decideActive(job: PreviewJob, read: SubjectRead, pair: StagedPair): Promise<void> {
  const status = read.rules.find((rule) => rule.local === 'active' && rule.pushes && !rule.template)
  const situation = {
    subject: read.kind,
    proven: read.proof?.complete === true,
    protected: whyProtected(job, read, pair) !== '',
    statusMapped: status !== undefined,
  }
  const edit = {
    values: changedInDirectory(read, pair.link?.base ?? {}, viewOf(pair)),
    members: await membersChangedInDirectory(job, read, pair),
  }
  const decide = (what: 'none' | 'undecided' | 'accept' | 'restore') =>
    decideDeletedAccount({ ...situation, edit: what }, job.settings.policy)
  const first = decide(isEdited(edit) ? 'undecided' : 'none')
  const conflict =
    first.outcome === 'conflict' ? deletionConflict('deleted_in_accounts', read, pair, edit) : null
  const decided = conflict ? decide(await editDecision(job, conflict)) : first
  const subject = { job, read, pair, conflict }
  switch (decided.outcome) {
    case 'disable':
      return rows.disable(subject, status)
    case 'move':
      return rows.move(subject)
    case 'delete':
      return rows.remove(subject)
    case 'unlink':
      return rows.unlink(
        subject,
        'The entry is left alone, and remembered so that it does not come back as new.',
      )
    case 'recreate':
    case 'ask':
      return planAccount(job, read, pair, {
        asks: decided.outcome === 'ask',
        reason: 'gone_from_accounts',
        why: conflict
          ? 'The account was deleted, its entry was changed since, and a person decided to restore it.'
          : 'The account was deleted, its entry is in scope, and the directory leads.',
        conflict,
      })
    case 'conflict':
      return rows.ask(subject)
    case 'withheld':
      return rows.tell(subject, decided.reason)
  }
}

/** The policy deleted the account because the entry was gone; now the same entry is back. Nobody asked for its deletion. */
async function restoreReturned(job: PreviewJob, read: SubjectRead, pair: StagedPair): Promise<void> {
  const { direction, firstSeenInDirectory } = job.settings.policy
  if (direction === 'accounts_to_directory' || firstSeenInDirectory === 'ignore') return
  await planAccount(job, read, pair, {
    asks: firstSeenInDirectory === 'ask',
    reason: 'reappeared',
    why: 'The account was deleted because its entry was gone. The same entry, by its stable id, is there again.',
    conflict: null,
  })
}
