import { parentDn } from '@bindery/contract/ldap-text'
import { decideAbsentEntry } from '@bindery/sync'
import * as rows from './absent-entry-rows.ts'
import { absentKind, type AbsentVerdict } from './ask-absent.ts'
import { changedInAccounts } from './changed-since-base.ts'
import { deletionConflict, editDecision, isEdited } from './deletion-conflict.ts'
import { isOfNoGroup } from './limit-places.ts'
import { loadStaged, type StagedPair } from './load-staged.ts'
import { membersChangedInAccounts } from './members-changed.ts'
import { planEntries, type NewEntryFor } from './plan-entries.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { whyProtected } from './why-protected.ts'

/** Decides every entry that the look-up did not find where it should be, now that it is known who matches whom. */
export async function planAbsent(job: PreviewJob, read: SubjectRead): Promise<void> {
  for await (const batch of loadStaged(job, read, absentKind(read))) {
    const again: NewEntryFor[] = []
    for (const pair of batch) {
      job.task.signal.throwIfAborted()
      const wish = await planOne(job, read, pair)
      if (wish) again.push(wish)
    }
    await planEntries(job, read, again)
  }
}

/** Writes the row about one entry; what it returns is to be made again. */
async function planOne(job: PreviewJob, read: SubjectRead, pair: StagedPair): Promise<NewEntryFor | void> {
  const verdict = JSON.parse(pair.verdict) as AbsentVerdict
  const { link, local } = pair
  // It goes on with another entry.
  if (job.relinked[read.kind].has(pair.localId ?? 0)) return
  const situation = {
    subject: read.kind,
    absent: local || verdict.absent === 'entry_unknown' ? verdict.absent : ('both_gone' as const),
    proven: read.proof?.complete === true,
    protected: whyProtected(job, read, pair) !== '',
    restored: job.restored.has(read.kind),
    contested: job.blocked[read.kind].has(pair.localId ?? 0),
  }
  const edit = {
    values: local ? changedInAccounts(read, link?.base ?? {}, local.values) : [],
    members: await membersChangedInAccounts(job, read, pair),
  }
  const decide = (what: 'none' | 'undecided' | 'accept' | 'restore') =>
    decideAbsentEntry({ ...situation, edit: what }, job.settings.policy)
  const first = decide(isEdited(edit) ? 'undecided' : 'none')
  const conflict =
    first.outcome === 'conflict' ? deletionConflict('deleted_in_directory', read, pair, edit) : null
  const decided = conflict ? decide(await editDecision(job, conflict)) : first
  const { absent } = situation
  const subject = { job, read, pair, absent, conflict, where: whereIs(pair, verdict, absent) }
  switch (decided.outcome) {
    case 'hold':
      return rows.hold(subject)
    case 'disable':
      return local?.values['active']?.[0] === 'false' ? rows.unlink(subject) : rows.disable(subject)
    case 'delete':
      return rows.remove(subject)
    case 'unlink':
      return rows.unlink(subject)
    case 'recreate':
    case 'ask':
      if (!conflict && local && (await isOfNoGroup(job, local.id))) return rows.tell(subject, 'left_scope')
      return entryAgain(job, read, pair, { asks: decided.outcome === 'ask', conflict })
    case 'ignore':
      return rows.tell(subject, 'policy_ignore')
    case 'conflict':
      return rows.ask(subject)
    case 'withheld':
      if (decided.reason === 'withheld_restored') job.renewed.none += 1
      return rows.tell(subject, decided.reason)
  }
}

/** The entry of a linked object is gone, and the accounts lead, or a person said so: it is made again where it was. */
function entryAgain(
  job: PreviewJob,
  read: SubjectRead,
  { link, local }: StagedPair,
  { asks, conflict }: Pick<NewEntryFor, 'asks' | 'conflict'>,
): NewEntryFor | undefined {
  if (!link || !local) return undefined
  job.newPairs += 1
  if (read.kind === 'person') job.returned.entry.add(local.id)
  return {
    local,
    asks,
    reason: 'gone_from_directory',
    why: `No entry has its stable id any more, under any naming context, and ${conflict ? 'a person decided to restore it' : 'the accounts lead'}.`,
    conflict,
    parent: parentDn(link.dn) ?? '',
    link,
  }
}

function whereIs(pair: StagedPair, verdict: AbsentVerdict, absent: rows.Subject['absent']): string {
  switch (verdict.absent) {
    case 'entry_unknown':
      return `It did not appear, and looking it up by its stable id failed: ${verdict.detail}`
    case 'entry_left_scope':
    case 'hold_expired_elsewhere':
      return verdict.ofNoGroup
        ? `The entry is still there, as ${pair.dn}, but in none of the groups that synchronization is limited to.`
        : `The entry is still there, as ${pair.dn}, outside what this sync covers.`
    case 'entry_gone':
    case 'held_entry_gone':
    case 'hold_expired':
      return absent === 'both_gone'
        ? 'The account was deleted, and no entry has its stable id any more.'
        : 'No entry has its stable id any more, under any naming context.'
  }
}
