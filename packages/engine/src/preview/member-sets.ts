import { membersFingerprint } from '@bindery/sync'
import { chunksOf } from './chunks-of.ts'
import type { GroupPair } from './group-pair.ts'
import { labelOf } from './label-of.ts'
import type { StagedPair } from './load-staged.ts'
import { peopleBelow } from './nested-groups.ts'
import type { PreviewJob } from './preview-job.ts'

/** Everybody who is in a group, or was at the last sync, besides whom its entry names. */
export interface MemberSets {
  /** Person id → username. */
  readonly local: ReadonlyMap<number, string>
  readonly base: ReadonlySet<number>
  /** Who is in it through its member groups, where these are flattened, or as their primary group. */
  readonly nested: ReadonlySet<number>
}

export async function loadMemberSets(job: PreviewJob, group: GroupPair): Promise<MemberSets> {
  return {
    local: await localMembers(job, group.localId),
    base: await baseMembers(job, group.link),
    nested:
      group.entryId === null ? new Set() : (await peopleBelow(job, group.entryId)).union(group.named.unnamed),
  }
}

async function localMembers(job: PreviewJob, groupId: number): Promise<Map<number, string>> {
  const rows = await job.task.store.db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.person_id')
    .select(['people.id', 'people.username'])
    .where('memberships.group_id', '=', groupId)
    .execute()
  return new Map(rows.map((row) => [row.id, row.username]))
}

/** The people that both sides agreed on. */
export async function baseMembers(job: PreviewJob, link: StagedPair['link']): Promise<Set<number>> {
  if (!link || !hasBase(job, link)) return new Set()
  const rows = await job.task.store.db
    .selectFrom('link_members')
    .select('person_id')
    .where('link_id', '=', link.id)
    .execute()
  return new Set(rows.map((row) => row.person_id))
}

/** Not where members were read another way at the last sync: then it is as at first sight. */
export function hasBase({ settings }: PreviewJob, link: StagedPair['link']): boolean {
  return link?.membersFingerprint === membersFingerprint(settings.groups)
}

/** What to call these people, and the value or the DN of their entries: of those who have no account yet, what the entry says. */
export async function describeMembers(
  job: PreviewJob,
  { named }: GroupPair,
  { local }: MemberSets,
  people: readonly number[],
): Promise<Map<number, { readonly name: string; readonly dn: string | null }>> {
  const unknown = people.filter((person) => !local.has(person) && !named.people.has(person))
  const dns = await dnsOf(job, unknown)
  return new Map(
    people.map((person) => {
      const dn = named.people.get(person)?.[0] ?? dns.get(person) ?? null
      return [person, { name: local.get(person) ?? labelOf(dn ?? ''), dn }]
    }),
  )
}

/** Where people's entries were read, or else were last. */
export async function dnsOf(job: PreviewJob, people: readonly number[]): Promise<Map<number, string>> {
  const dns = new Map<number, string>()
  for (const some of chunksOf(people)) {
    const linked = await job.task.store.db
      .selectFrom('links')
      .select(['local_id', 'dn'])
      .where('directory_id', '=', job.directoryId)
      .where('kind', '=', 'person')
      .where('local_id', 'in', some)
      .execute()
    const staged = await job.task.store.db
      .selectFrom('staged_entries')
      .select(['local_id', 'dn'])
      .where('snapshot_id', '=', job.snapshotId)
      .where('kind', '=', 'person')
      .where('local_id', 'in', some)
      .execute()
    for (const row of [...linked, ...staged]) if (row.local_id !== null) dns.set(row.local_id, row.dn)
  }
  return dns
}
