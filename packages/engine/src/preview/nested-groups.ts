import { groupsBelow } from '@bindery/sync'
import { chunksOf } from './chunks-of.ts'
import { labelOf } from './label-of.ts'
import type { ReadJob } from './preview-job.ts'

/** The groups that a group holds directly. */
export interface MemberGroups {
  /** Ids of staged entries. */
  readonly staged: readonly number[]
  /** Link ids of groups that are as they were: their people are those of the base, and no group is among them. */
  readonly settled: readonly number[]
}

/** Which of these DN keys name groups that were read. */
export async function findMemberGroups(job: ReadJob, keys: readonly string[]): Promise<MemberGroups> {
  const staged: number[] = []
  const settled: number[] = []
  for (const some of chunksOf(keys)) {
    const entries = await job.task.store.db
      .selectFrom('staged_entries')
      .select(['id', 'dn_key'])
      .where('snapshot_id', '=', job.snapshotId)
      .where('kind', '=', 'group')
      .where('dn_key', 'in', some)
      .execute()
    const found = new Set(entries.map((entry) => entry.dn_key))
    const links = await job.task.store.db
      .selectFrom('links')
      .select('id')
      .where('directory_id', '=', job.directoryId)
      .where('kind', '=', 'group')
      .where(
        'dn_key',
        'in',
        some.filter((key) => !found.has(key)),
      )
      .execute()
    staged.push(...entries.map((entry) => entry.id))
    settled.push(...links.map((link) => link.id).filter((id) => job.seenLinks.has(id)))
  }
  return { staged, settled }
}

/** Everybody whom a group's member groups name, at any depth, once this plan is applied. */
export async function peopleBelow(job: ReadJob, entryId: number): Promise<Set<number>> {
  const { below, settled } = reach(job, entryId)
  const people = new Set<number>()
  for (const ids of chunksOf(below)) {
    const rows = await job.task.store.db
      .selectFrom('staged_members')
      .select('person_id')
      .distinct()
      .where('snapshot_id', '=', job.snapshotId)
      .where('entry_id', 'in', ids)
      .execute()
    for (const row of rows) people.add(row.person_id)
  }
  for (const ids of chunksOf(settled)) {
    const rows = await job.task.store.db
      .selectFrom('link_members')
      .select('person_id')
      .distinct()
      .where('link_id', 'in', ids)
      .execute()
    for (const row of rows) people.add(row.person_id)
  }
  return people
}

/** What the groups below a group are called that name any of these people. */
export async function holdersBelow(
  job: ReadJob,
  entryId: number,
  people: readonly number[],
): Promise<string[]> {
  const { below, settled } = reach(job, entryId)
  const dns = new Set<string>()
  for (const some of chunksOf(people)) {
    const staged = await job.task.store.db
      .selectFrom('staged_members')
      .innerJoin('staged_entries', 'staged_entries.id', 'staged_members.entry_id')
      .select('staged_entries.dn')
      .distinct()
      .where('staged_members.snapshot_id', '=', job.snapshotId)
      .where('staged_members.entry_id', 'in', below)
      .where('staged_members.person_id', 'in', some)
      .execute()
    const linked = await job.task.store.db
      .selectFrom('link_members')
      .innerJoin('links', 'links.id', 'link_members.link_id')
      .select('links.dn')
      .distinct()
      .where('link_members.link_id', 'in', settled)
      .where('link_members.person_id', 'in', some)
      .execute()
    for (const row of [...staged, ...linked]) dns.add(row.dn)
  }
  return [...dns].map(labelOf).toSorted()
}

/** The groups below a group, by where their people are noted. */
function reach({ nesting }: ReadJob, entryId: number): { below: number[]; settled: number[] } {
  const below = groupsBelow(entryId, nesting.staged)
  const settled = [entryId, ...below].flatMap((id) => nesting.settled.get(id) ?? [])
  return { below, settled: [...new Set(settled)] }
}
