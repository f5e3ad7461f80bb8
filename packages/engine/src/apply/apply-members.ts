import type { Side } from '@bindery/contract'
import { getGroup, type Database } from '@bindery/store'
import {
  countedMissing,
  done,
  drifted,
  notTried,
  type ApplyJob,
  type ChangeRow,
  type Outcome,
} from './apply-job.ts'
import { loadChanges } from './load-changes.ts'
import {
  countMissing,
  memberTransactions,
  membersAlreadySo,
  moveMemberBase,
  settleGroup,
  writeMemberships,
  type MemberRange,
} from './plan-memberships.ts'
import { pushMembers } from './push-members.ts'
import { writeJournal } from './write-journal.ts'

const perBatch = 50

/** Applies the membership rows of one side. */
export async function applyMembers(job: ApplyJob, side: Side): Promise<void> {
  for await (const batch of loadChanges(job, side, 'group', ['members'], perBatch))
    if (side === 'accounts') await writeRanges(job, batch, applyToAccounts)
    else {
      await pushMembers(job, batch)
      noteDone(job, batch.length)
    }
}

const needsWhatFailed = (job: ApplyJob, row: ChangeRow) =>
  row.depends_on !== null && job.failed.has(row.depends_on)

function noteDone(job: ApplyJob, rows: number): void {
  job.done += rows
  job.task.progress({ phase: 'applying_members', done: job.done, total: job.total })
}

/** Is this a row of memberships that both sides turned out to share, or to have lost? */
export const agreesOnMembers = (row: ChangeRow) => row.kind === 'agree' && row.payload.bases === undefined

/** The memberships that both sides turned out to share: only the base moves. */
export async function rememberMembers(job: ApplyJob): Promise<void> {
  for await (const batch of loadChanges(job, 'accounts', 'group', ['agree'], 50))
    await writeRanges(job, batch.filter(agreesOnMembers), async (_, db, range) => {
      await moveMemberBase(job, db, range)
      return done
    })
}

/** The last range of a row carries its journal row. No member passes through here: it is all the database's work. */
async function writeRanges(
  job: ApplyJob,
  rows: readonly ChangeRow[],
  write: (job: ApplyJob, db: Database, range: MemberRange) => Promise<Outcome>,
): Promise<void> {
  const alreadySo = new Map<number, readonly number[]>()
  for await (const ranges of memberTransactions(job, rows)) {
    job.task.signal.throwIfAborted()
    const ended: { row: ChangeRow; outcome: Outcome }[] = []
    await job.task.store.transaction(async (db) => {
      for (const range of ranges) {
        const { row } = range
        const outcome = needsWhatFailed(job, row) ? notTried : await write(job, db, range)
        const among = (alreadySo.get(row.id) ?? []).concat(outcome.alreadySo ?? [])
        alreadySo.set(row.id, among)
        if (range.before === null) ended.push({ row, outcome: { ...outcome, alreadySo: among } })
      }
      await writeJournal(job, db, ended)
    })
    noteDone(job, ended.length)
  }
}

async function applyToAccounts(job: ApplyJob, db: Database, range: MemberRange): Promise<Outcome> {
  const groupId = range.row.local_id ?? 0
  if (!(await getGroup(db, groupId))) return drifted('The group is no longer there')
  const alreadySo = await membersAlreadySo(job, db, range)
  await writeMemberships(db, groupId, range)
  await moveMemberBase(job, db, range)
  if (range.before !== null) return { ...done, alreadySo }
  const missing = await countMissing(db, range.row)
  if (missing === 0) await settleGroup(job, db, range)
  return { ...countedMissing(missing), alreadySo }
}
