import type { Side } from '@bindery/contract'
import { getGroup, insertMissing, type Database, type Tables } from '@bindery/store'
import { done, drifted, notTried, type ApplyJob, type ChangeRow, type Outcome } from './apply-job.ts'
import { isBroken, throwIfBroken } from './broken.ts'
import { currentEntries } from './current-entries.ts'
import { findLink } from './link-rows.ts'
import { loadChanges } from './load-changes.ts'
import { memberValues, type ValueDelta } from './member-values.ts'
import {
  countMissing,
  memberTransactions,
  membersAlreadySo,
  moveMemberBase,
  prepareMemberBase,
  settleGroup,
  writeMemberships,
  type MemberRange,
} from './plan-memberships.ts'
import { writeIntents, writeJournal, writeOutcomes } from './write-journal.ts'

type Member = Tables['plan_members']
const perQuery = 1000

/** Applies the membership rows of one side. */
export async function applyMembers(job: ApplyJob, side: Side): Promise<void> {
  for await (const batch of loadChanges(job, side, 'group', ['members'], 20))
    if (side === 'accounts') await writeRanges(job, batch, applyToAccounts)
    else
      for (const row of batch) {
        job.task.signal.throwIfAborted()
        if (needsWhatFailed(job, row))
          await job.task.store.transaction((db) => writeJournal(job, db, [{ row, outcome: notTried }]))
        else await applyToDirectory(job, row)
        noteDone(job, 1)
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
  return { ...outcomeOf(missing), alreadySo }
}

function outcomeOf(missing: number): Outcome {
  if (missing === 0) return done
  const message = `${missing} ${missing === 1 ? 'person was' : 'people were'} not there to be added`
  return { state: 'done', problem: { code: 'not_there', message, fix: 'Preview again.', field: '', raw: '' } }
}

async function membersOf(job: ApplyJob, row: ChangeRow): Promise<Member[]> {
  return job.task.store.db.selectFrom('plan_members').selectAll().where('change_id', '=', row.id).execute()
}

async function applyToDirectory(job: ApplyJob, row: ChangeRow): Promise<void> {
  const { payload } = row
  const planned = await membersOf(job, row)
  const entries = await currentEntries(
    job,
    planned.map((member) => member.person_id),
    payload.memberForm === 'username',
  )
  // Somebody whose entry did not come about cannot be written into a group, and is no part of what both sides share.
  const members = planned.flatMap((member) => {
    const entry = entries.get(member.person_id)
    return entry ? [{ ...member, ...memberValues(payload, member, entry) }] : []
  })
  if (members.length === 0 && planned.length > 0)
    return job.task.store.transaction((db) => writeJournal(job, db, [{ row, outcome: notTried }]))
  const link = await findLink(job, job.task.store.db, row)
  const ids = await job.task.store.transaction((db) => writeIntents(job, db, [row]))
  const outcome = await job.session.changeMembers(
    { dn: link?.dn ?? row.dn ?? '', stableId: link?.stable_id ?? '' },
    {
      attribute: payload.memberAttribute ?? '',
      add: members.flatMap((member) => member.add),
      remove: members.flatMap((member) => member.remove),
      placeholder: payload.placeholder ?? null,
    },
  )
  const refusals = ('refusedValues' in outcome && outcome.refusedValues) || []
  const refusedValues = new Set(refusals.map((refusal) => refusal.value))
  const isRefused = ({ add, remove }: ValueDelta) =>
    [...add, ...remove].some((value) => refusedValues.has(value))
  // What is sent again after nobody heard the answer may be so by the first time.
  const alreadySo = new Set(row.inDoubt ? [] : ('alreadySo' in outcome && outcome.alreadySo) || [])
  const wasSo = ({ add, remove }: ValueDelta) => [...add, ...remove].every((value) => alreadySo.has(value))
  const took = outcome.state === 'done' ? members.filter((member) => !isRefused(member)) : []
  if (outcome.state !== 'done') job.failed.add(row.id)
  const written: Outcome =
    outcome.state === 'done'
      ? {
          ...outcomeOf(planned.length - members.length),
          atomic: outcome.atomic,
          alreadySo: took.filter(wasSo).map((member) => member.person_id),
          ...(refusals[0] && { problem: refusals[0].problem }),
        }
      : // Of several requests some may have got through: adding and removing again says "already so".
        { state: isBroken(outcome.problem.code) ? 'in_doubt' : outcome.state, problem: outcome.problem }
  await job.task.store.transaction(async (db) => {
    await moveBase(job, db, row, took)
    await writeOutcomes(job, db, ids, [written])
  })
  throwIfBroken(written)
}

/** As `moveMemberBase`, of members of which some were refused. */
async function moveBase(
  job: ApplyJob,
  db: Database,
  row: ChangeRow,
  members: readonly Member[],
): Promise<void> {
  const link = await findLink(job, db, row)
  if (!link || members.length === 0) return
  await prepareMemberBase(job, db, link)
  const idsOf = (op: string) => members.filter((member) => member.op === op).map((member) => member.person_id)
  const shared = idsOf('add').map((id) => ({ link_id: link.id, person_id: id }))
  const gone = idsOf('remove')
  await insertMissing(db, 'link_members', shared)
  for (let start = 0; start < gone.length; start += perQuery)
    await db
      .deleteFrom('link_members')
      .where('link_id', '=', link.id)
      .where('person_id', 'in', gone.slice(start, start + perQuery))
      .execute()
  await db.updateTable('links').set({ hash: '' }).where('id', '=', link.id).execute()
}
