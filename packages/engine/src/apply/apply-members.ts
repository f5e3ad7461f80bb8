import type { Side } from '@bindery/contract'
import { getGroup, insertMissing, type Database, type Tables } from '@bindery/store'
import {
  done,
  drifted,
  notTried,
  payloadOf,
  type ApplyJob,
  type ChangeRow,
  type Outcome,
} from './apply-job.ts'
import { findLink } from './link-rows.ts'
import { loadChanges } from './load-changes.ts'
import { writeIntents, writeJournal, writeOutcomes } from './write-journal.ts'

type Member = Tables['plan_members']
const perTransaction = 1500

/** Applies the membership rows of one side, a group at a time. */
export async function applyMembers(job: ApplyJob, side: Side): Promise<void> {
  for await (const batch of loadChanges(job, side, 'group', ['members'], 20))
    for (const row of batch) {
      job.task.signal.throwIfAborted()
      const outcome = row.depends_on !== null && job.failed.has(row.depends_on) ? notTried : null
      if (outcome) await job.task.store.transaction((db) => writeJournal(job, db, [{ row, outcome }]))
      else if (side === 'accounts') await applyToAccounts(job, row)
      else await applyToDirectory(job, row)
      job.done += 1
      job.task.progress({ phase: 'applying_members', done: job.done, total: job.total })
    }
}

/** The memberships that both sides turned out to share: only the base moves. */
export async function rememberMembers(job: ApplyJob): Promise<void> {
  for await (const batch of loadChanges(job, 'accounts', 'group', ['agree'], 50))
    for (const row of batch)
      if (!job.failed.has(row.id)) {
        const members = await membersOf(job, row)
        if (members.length > 0) await job.task.store.transaction((db) => moveBase(job, db, row, members))
      }
}

async function membersOf(job: ApplyJob, row: ChangeRow): Promise<Member[]> {
  return job.task.store.db.selectFrom('plan_members').selectAll().where('change_id', '=', row.id).execute()
}

/** A group is written in chunks, the last of which carries its journal row: a commit is what costs here. */
async function applyToAccounts(job: ApplyJob, row: ChangeRow): Promise<void> {
  const members = await membersOf(job, row)
  const groupId = row.local_id ?? 0
  let missing = 0
  for (let start = 0; start === 0 || start < members.length; start += perTransaction) {
    const some = members.slice(start, start + perTransaction)
    const last = start + perTransaction >= members.length
    await job.task.store.transaction(async (db) => {
      const group = await getGroup(db, groupId)
      if (group) {
        const added = await writeMemberships(db, groupId, some)
        await moveBase(job, db, row, [...added, ...some.filter((member) => member.op !== 'add')])
        missing += some.filter((member) => member.op === 'add').length - added.length
      }
      if (last)
        await writeJournal(job, db, [
          { row, outcome: group ? outcomeOf(missing) : drifted('The group is no longer there') },
        ])
    })
  }
}

function outcomeOf(missing: number): Outcome {
  if (missing === 0) return done
  const message = `${missing} people were not there to be added`
  return { state: 'done', problem: { code: 'not_there', message, fix: 'Preview again.', field: '', raw: '' } }
}

/** Adds who exists and removes who is to go. Returns the members that are in the group now. */
async function writeMemberships(
  db: Database,
  groupId: number,
  members: readonly Member[],
): Promise<Member[]> {
  const adds = members.filter((member) => member.op === 'add')
  const removes = members.filter((member) => member.op === 'remove').map((member) => member.person_id)
  const alive =
    adds.length === 0
      ? []
      : await db
          .selectFrom('people')
          .select('id')
          .where(
            'id',
            'in',
            adds.map((member) => member.person_id),
          )
          .where('deleted_at', 'is', null)
          .execute()
  const living = new Set(alive.map((person) => person.id))
  const added = adds.filter((member) => living.has(member.person_id))
  await insertMissing(
    db,
    'memberships',
    added.map((member) => ({ group_id: groupId, person_id: member.person_id })),
  )
  if (removes.length > 0)
    await db
      .deleteFrom('memberships')
      .where('group_id', '=', groupId)
      .where('person_id', 'in', removes)
      .execute()
  await db
    .updateTable('groups')
    .set((build) => ({ row_version: build('row_version', '+', 1) }))
    .where('id', '=', groupId)
    .execute()
  return added
}

async function applyToDirectory(job: ApplyJob, row: ChangeRow): Promise<void> {
  const payload = payloadOf(row)
  const members = await membersOf(job, row)
  const dns = await dnsOf(job, members)
  const link = await findLink(job, job.task.store.db, row)
  const first = await job.task.store.transaction((db) => writeIntents(job, db, [row]))
  const values = (op: string) =>
    members
      .flatMap((member) => (member.op === op ? [dns.get(member.person_id) ?? member.dn ?? ''] : []))
      .filter((dn) => dn !== '')
  const outcome = await job.session.changeMembers(
    { dn: link?.dn ?? row.dn ?? '', stableId: link?.stable_id ?? '' },
    {
      attribute: payload.memberAttribute ?? '',
      add: values('add'),
      remove: values('remove'),
      placeholder: payload.placeholder ?? null,
    },
  )
  const refusals = ('refusedValues' in outcome && outcome.refusedValues) || []
  const refusedValues = new Set(refusals.map((refusal) => refusal.value))
  const took =
    outcome.state === 'done'
      ? members.filter((member) => !refusedValues.has(dns.get(member.person_id) ?? member.dn ?? ''))
      : []
  if (outcome.state !== 'done') job.failed.add(row.id)
  const written: Outcome =
    outcome.state === 'done'
      ? { state: 'done', atomic: outcome.atomic, ...(refusals[0] && { problem: refusals[0].problem }) }
      : { state: outcome.state, problem: outcome.problem }
  await job.task.store.transaction(async (db) => {
    await moveBase(job, db, row, took)
    await writeOutcomes(job, db, first, [written])
  })
}

/** The DNs as they are now: people created in this run have one by now. */
async function dnsOf(job: ApplyJob, members: readonly Member[]): Promise<Map<number, string>> {
  const dns = new Map<number, string>()
  for (let start = 0; start < members.length; start += 1000) {
    const ids = members.slice(start, start + 1000).map((member) => member.person_id)
    const rows = await job.task.store.db
      .selectFrom('links')
      .select(['local_id', 'dn'])
      .where('directory_id', '=', job.directoryId)
      .where('kind', '=', 'person')
      .where('local_id', 'in', ids)
      .execute()
    for (const row of rows) dns.set(row.local_id, row.dn)
  }
  return dns
}

/** What both sides have goes into the base, what neither has leaves it. */
async function moveBase(
  job: ApplyJob,
  db: Database,
  row: ChangeRow,
  members: readonly Member[],
): Promise<void> {
  if (members.length === 0) return
  const link = await findLink(job, db, row)
  if (!link) return
  const shared = members.filter((member) => member.op === 'add' || member.op === 'agree')
  const gone = members
    .filter((member) => member.op === 'remove' || member.op === 'drop')
    .map((member) => member.person_id)
  for (let start = 0; start < shared.length; start += perTransaction)
    await insertMissing(
      db,
      'link_members',
      shared
        .slice(start, start + perTransaction)
        .map((member) => ({ link_id: link.id, person_id: member.person_id })),
    )
  for (let start = 0; start < gone.length; start += perTransaction)
    await db
      .deleteFrom('link_members')
      .where('link_id', '=', link.id)
      .where('person_id', 'in', gone.slice(start, start + perTransaction))
      .execute()
  await db.updateTable('links').set({ hash: '' }).where('id', '=', link.id).execute()
}
