import type { Database, Tables } from '@bindery/store'
import { membersFingerprint } from '@bindery/sync'
import type { ApplyJob, ChangeRow } from './apply-job.ts'
import { findLink } from './link-rows.ts'

/** Members of one row whose person ids lie from one up to another. */
export interface MemberRange {
  readonly row: ChangeRow
  readonly from: number
  /** Null: to the end. */
  readonly before: number | null
  /** How many they are. */
  readonly size: number
  /** Which of the row's ranges it is: 1 is the first. */
  readonly nth: number
}

/**
 * Below 100 ms of writing, which other writers wait for. Fewer at a time would write the same pages of the index by person
 * to the log again and again.
 */
const perTransaction = 8000

/**
 * The members of these rows for a transaction each. Small rows share one: they touch the same pages of the index by
 * person, which are then written once. A large row has several. Every row has a range, though it be empty.
 */
export async function* memberTransactions(
  job: ApplyJob,
  rows: readonly ChangeRow[],
): AsyncGenerator<MemberRange[]> {
  let shared: MemberRange[] = []
  let members = 0
  for (const row of rows)
    for await (const range of memberRanges(job, row)) {
      if (shared.length > 0 && members + range.size > perTransaction) {
        yield shared
        shared = []
        members = 0
      }
      shared.push(range)
      members += range.size
    }
  if (shared.length > 0) yield shared
}

async function* memberRanges(job: ApplyJob, row: ChangeRow): AsyncGenerator<MemberRange> {
  const members = job.task.store.db.selectFrom('plan_members').where('change_id', '=', row.id)
  const { count } = await members.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()
  let left = Number(count)
  let from = 0
  let nth = 1
  while (left > perTransaction) {
    const next = await members
      .select('person_id')
      .where('person_id', '>=', from)
      .orderBy('person_id')
      .offset(perTransaction)
      .limit(1)
      .executeTakeFirstOrThrow()
    yield { row, from, before: next.person_id, size: perTransaction, nth: nth++ }
    from = next.person_id
    left -= perTransaction
  }
  yield { row, from, before: null, size: left, nth }
}

function membersIn(db: Database, range: MemberRange, ops: readonly string[]) {
  const { before } = range
  const members = db
    .selectFrom('plan_members')
    .where('change_id', '=', range.row.id)
    .where('person_id', '>=', range.from)
    .where('op', 'in', ops)
  return before === null ? members : members.where('person_id', '<', before)
}

/**
 * Who was added or removed here already by somebody else: not by this row, or the base would have moved with it, as it
 * did where a run that was cut short goes on.
 */
export async function membersAlreadySo(job: ApplyJob, db: Database, range: MemberRange): Promise<number[]> {
  const groupId = range.row.local_id ?? 0
  const rows = await membersIn(db, range, ['add', 'remove'])
    .select('person_id')
    .where((build) => {
      const here = build
        .selectFrom('memberships')
        .select('memberships.person_id')
        .where('memberships.group_id', '=', groupId)
        .whereRef('memberships.person_id', '=', 'plan_members.person_id')
      const agreed = build
        .selectFrom('links')
        .innerJoin('link_members', 'link_members.link_id', 'links.id')
        .select('link_members.person_id')
        .where('links.directory_id', '=', job.directoryId)
        .where('links.kind', '=', 'group')
        .where('links.local_id', '=', groupId)
        .where('links.members_fingerprint', '=', membersFingerprint(job.settings.groups))
        .whereRef('link_members.person_id', '=', 'plan_members.person_id')
      const [isHere, isAgreed] = [build.exists(here), build.exists(agreed)]
      return build.or([
        build.and([build('op', '=', 'add'), isHere, build.not(isAgreed)]),
        build.and([build('op', '=', 'remove'), build.not(isHere), isAgreed]),
      ])
    })
    .execute()
  return rows.map(({ person_id }) => person_id)
}

/** Adds who exists and removes who is to go. */
export async function writeMemberships(db: Database, groupId: number, range: MemberRange): Promise<void> {
  await db
    .insertInto('memberships')
    .columns(['group_id', 'person_id'])
    .expression(() =>
      membersIn(db, range, ['add'])
        .innerJoin('people', 'people.id', 'plan_members.person_id')
        .where('people.deleted_at', 'is', null)
        .select((build) => [build.cast<number>(build.val(groupId), 'integer').as('group_id'), 'person_id']),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .deleteFrom('memberships')
    .where('group_id', '=', groupId)
    .where('person_id', 'in', membersIn(db, range, ['remove']).select('person_id'))
    .execute()
  await db
    .updateTable('groups')
    .set((build) => ({ row_version: build('row_version', '+', 1) }))
    .where('id', '=', groupId)
    .execute()
}

/** How many people that a row adds are not there. */
export async function countMissing(db: Database, row: ChangeRow): Promise<number> {
  const { count } = await db
    .selectFrom('plan_members')
    .leftJoin('people', 'people.id', 'plan_members.person_id')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('change_id', '=', row.id)
    .where('op', '=', 'add')
    .where((build) => build.or([build('people.id', 'is', null), build('people.deleted_at', 'is not', null)]))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** A base of members that were read another way is none: what is agreed on now is the first of it. */
export async function prepareMemberBase(job: ApplyJob, db: Database, link: Tables['links']): Promise<void> {
  const fingerprint = membersFingerprint(job.settings.groups)
  if (link.members_fingerprint === fingerprint) return
  await db.deleteFrom('link_members').where('link_id', '=', link.id).execute()
  await db.updateTable('links').set({ members_fingerprint: fingerprint }).where('id', '=', link.id).execute()
}

/** What both sides have goes into the base, what neither has leaves it. The next preview compares anew. */
export async function moveMemberBase(job: ApplyJob, db: Database, range: MemberRange): Promise<void> {
  const link = await findLink(job, db, range.row)
  if (!link) return
  await prepareMemberBase(job, db, link)
  await db
    .insertInto('link_members')
    .columns(['link_id', 'person_id'])
    .expression(() =>
      membersIn(db, range, ['add', 'agree'])
        .innerJoin('people', 'people.id', 'plan_members.person_id')
        .where('people.deleted_at', 'is', null)
        .select((build) => [build.cast<number>(build.val(link.id), 'integer').as('link_id'), 'person_id']),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .deleteFrom('link_members')
    .where('link_id', '=', link.id)
    .where('person_id', 'in', membersIn(db, range, ['remove', 'drop']).select('person_id'))
    .execute()
  await db.updateTable('links').set({ hash: '' }).where('id', '=', link.id).execute()
}

/**
 * Whoever was to be in the group is: the next preview may pass over it as long as its entry stays the same. Not if
 * anybody else changed it since this plan was made, or if a part of it was written twice: its version is another then.
 */
export async function settleGroup(job: ApplyJob, db: Database, { row, nth }: MemberRange): Promise<void> {
  const { settles } = row.payload
  if (!settles) return
  await db
    .updateTable('links')
    .set({ hash: settles.hash, local_version: settles.version + nth })
    .where('directory_id', '=', job.directoryId)
    .where('kind', '=', 'group')
    .where('local_id', '=', row.local_id ?? -1)
    .execute()
}
