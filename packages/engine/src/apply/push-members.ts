import { DirectoryError, type MembersOutcome } from '@bindery/directory'
import { insertMissing, type Database, type Tables } from '@bindery/store'
import {
  countedMissing,
  leftOver,
  notTried,
  type ApplyJob,
  type ChangeRow,
  type Outcome,
} from './apply-job.ts'
import { isBroken, throwIfBroken } from './broken.ts'
import { currentEntries } from './current-entries.ts'
import { findLink, findLinks } from './link-rows.ts'
import { memberValues, type ValueDelta } from './member-values.ts'
import { prepareMemberBase } from './plan-memberships.ts'
import { isBusy, runPool } from './run-pool.ts'
import { writeIntents, writeOutcomes } from './write-journal.ts'

/** As many values as one request takes: between two of them a cancellation is heard, and no more are held of a group. */
const perPortion = 500

type Planned = Tables['plan_members']
type Member = Planned & ValueDelta
type Link = Tables['links']

/** How far a group has come. */
interface Progress {
  readonly alreadySo: number[]
  applied: number
  /** Who has no entry. */
  missing: number
  refusal: Outcome['problem']
}

/** Writes rows of memberships to the entries of their groups: several groups under way, each in portions. */
export async function pushMembers(job: ApplyJob, rows: readonly ChangeRow[]): Promise<void> {
  job.task.signal.throwIfAborted()
  const { store } = job.task
  const ids = await store.transaction((db) => writeIntents(job, db, rows))
  const links = await findLinks(job, store.db, rows)
  const settled = await Promise.allSettled(
    rows.map((row) => pushRow(job, row, links.get(row.local_id ?? -1))),
  )
  const outcomes = settled.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
  await store.transaction((db) => writeOutcomes(job, db, ids, outcomes))
  for (const [index, row] of rows.entries()) if (outcomes[index]?.state !== 'done') job.failed.add(row.id)
  for (const outcome of outcomes) throwIfBroken(outcome)
}

/** Additions come first: a group may have to keep a member. */
async function pushRow(job: ApplyJob, row: ChangeRow, link: Link | undefined): Promise<Outcome> {
  if (row.depends_on !== null && job.failed.has(row.depends_on)) return notTried
  const progress: Progress = { alreadySo: [], applied: 0, missing: 0, refusal: undefined }
  for (const adds of [true, false])
    for await (const planned of portionsOf(job, row, adds)) {
      const [stopped] = await runPool(
        { pace: job.pace, signal: job.task.signal },
        [planned],
        () => pushPortion(job, { row, link, planned, progress }),
        (outcome) => outcome !== null && isBusy(outcome),
      )
      if (stopped) return isBusy(stopped) && row.inDoubt ? { ...stopped, state: 'in_doubt' } : stopped
    }
  const { applied, missing, refusal, alreadySo } = progress
  if (applied === 0 && refusal) return { state: 'refused', problem: refusal }
  if (applied === 0 && missing > 0) return row.inDoubt ? { ...notTried, state: 'in_doubt' } : notTried
  return { ...countedMissing(missing), alreadySo, ...(refusal && { problem: refusal }) }
}

async function* portionsOf(job: ApplyJob, row: ChangeRow, adds: boolean): AsyncGenerator<Planned[]> {
  for (let after = -1; ;) {
    const planned = await job.task.store.db
      .selectFrom('plan_members')
      .selectAll()
      .where('change_id', '=', row.id)
      .where('op', adds ? '=' : '<>', 'add')
      .where('person_id', '>', after)
      .orderBy('person_id')
      .limit(perPortion)
      .execute()
    if (planned.length > 0) yield planned
    if (planned.length < perPortion) return
    after = planned.at(-1)?.person_id ?? after
  }
}

interface Portion {
  readonly row: ChangeRow
  readonly link: Link | undefined
  readonly planned: readonly Planned[]
  readonly progress: Progress
}

/** Null: go on. Else what ends the row. */
async function pushPortion(job: ApplyJob, portion: Portion): Promise<Outcome | null> {
  const { row, planned, progress } = portion
  if (job.task.signal.aborted) return brokenOff(row, progress, leftOver.problem)
  try {
    const members = await membersWithEntries(job, row, planned)
    if (members.length > 0) {
      const stopped = await send(job, portion, members)
      if (stopped) return isBusy(stopped) && row.inDoubt ? { ...stopped, state: 'in_doubt' } : stopped
    }
    progress.missing += planned.length - members.length
    return null
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error
    return isBroken(error.problem.code)
      ? brokenOff(row, progress, error.problem)
      : { state: 'refused', problem: error.problem }
  }
}

/** Some of it may have got through: adding and removing again says "already so". */
const brokenOff = (row: ChangeRow, { applied }: Progress, problem: Outcome['problem']): Outcome => ({
  state: row.inDoubt || applied > 0 ? 'in_doubt' : 'cancelled',
  ...(problem && { problem }),
})

/** Somebody whose entry did not come about cannot be written into a group, and is no part of what both sides share. */
async function membersWithEntries(
  job: ApplyJob,
  { payload }: ChangeRow,
  planned: readonly Planned[],
): Promise<Member[]> {
  const ids = planned.map((member) => member.person_id)
  const entries = await currentEntries(job, ids, payload.memberForm === 'username')
  return planned.flatMap((member) => {
    const entry = entries.get(member.person_id)
    return entry ? [{ ...member, ...memberValues(payload, member, entry) }] : []
  })
}

async function send(
  job: ApplyJob,
  { row, link, progress }: Portion,
  members: readonly Member[],
): Promise<Outcome | null> {
  const { payload } = row
  const outcome = await job.session.changeMembers(
    { dn: link?.dn ?? row.dn ?? '', stableId: link?.stable_id ?? '' },
    {
      attribute: payload.memberAttribute ?? '',
      add: members.flatMap((member) => member.add),
      remove: members.flatMap((member) => member.remove),
      placeholder: payload.placeholder ?? null,
    },
  )
  const refusals = outcome.refusedValues ?? []
  if (outcome.state !== 'done' && !isOfValues(outcome))
    return isBroken(outcome.problem.code)
      ? { state: 'in_doubt', problem: outcome.problem }
      : { state: outcome.state, problem: outcome.problem }
  const refused = new Set(refusals.map(({ value }) => value))
  const took = members.filter(({ add, remove }) => ![...add, ...remove].some((value) => refused.has(value)))
  // What is sent again after nobody heard the answer may be so by the first time.
  const already = new Set(row.inDoubt ? [] : outcome.alreadySo)
  for (const { add, remove, person_id } of took)
    if ([...add, ...remove].every((value) => already.has(value))) progress.alreadySo.push(person_id)
  progress.applied += took.length
  progress.refusal ??= refusals[0]?.problem
  await job.task.store.transaction((db) => moveBase(job, db, row, took))
  return null
}

/** Each value was refused for itself, which says nothing of those of the next portion; want of room is for all of them. */
const isOfValues = ({ refusedValues = [], ...outcome }: MembersOutcome) =>
  outcome.state === 'refused' &&
  refusedValues.length > 0 &&
  !isBroken(outcome.problem.code) &&
  !isBusy(outcome)

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
  for (let start = 0; start < gone.length; start += perPortion)
    await db
      .deleteFrom('link_members')
      .where('link_id', '=', link.id)
      .where('person_id', 'in', gone.slice(start, start + perPortion))
      .execute()
  await db.updateTable('links').set({ hash: '' }).where('id', '=', link.id).execute()
}
