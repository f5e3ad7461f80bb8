import { dnKey } from '@bindery/contract/ldap-text'
import { dnInMember } from '@bindery/sync'
import { chunksOf } from './chunks-of.ts'
import { findNames } from './find-names.ts'
import { findMemberGroups, type MemberGroups } from './nested-groups.ts'
import type { StagedData } from '../pack/pack-staged.ts'
import type { ReadJob } from './preview-job.ts'

/** What a group's entry names as its members. */
export interface NamedMembers {
  /** Person id → the values that name them. */
  readonly people: ReadonlyMap<number, readonly string[]>
  /** Those of them whom it names only by a username that they had before. */
  readonly former: ReadonlySet<number>
  /** None where the setting is to ignore them. */
  readonly groups: MemberGroups
  readonly nested: number
  /** People who are in it without a value that names them: it is their primary group. */
  readonly unnamed: ReadonlySet<number>
  /** Values that are nobody's: neither these people nor these groups nor the placeholder. */
  readonly others: number
}

export const nobodyNamed: NamedMembers = {
  people: new Map(),
  former: new Set(),
  groups: { staged: [], settled: [] },
  nested: 0,
  unnamed: new Set(),
  others: 0,
}

/** Member values → people, as read in this snapshot, else by the link's last DN; and groups. */
export async function nameMembers(
  job: ReadJob,
  { members: values, alsoMembers }: Pick<StagedData, 'members' | 'alsoMembers'>,
): Promise<NamedMembers> {
  const byName = job.memberForm === 'username'
  const { byKey, former } = byName ? await findNames(job, values) : readDns(job, values)
  const placeholders = byName ? [] : take(byKey, dnKey(job.settings.groups.placeholderMember))
  const { people, unknown } = await findPeople(job, byKey)
  const groups =
    byName || job.settings.groups.nested === 'ignore'
      ? nobodyNamed.groups
      : await findMemberGroups(job, unknown)
  const nested = groups.staged.length + groups.settled.length
  const ofPeople = [...people.values()].flatMap(({ key }) => byKey.get(key) ?? []).length
  return {
    people: new Map([...people].map(([id, { key }]) => [id, byKey.get(key) ?? []])),
    former: new Set([...people].flatMap(([id, { key }]) => (former.has(key) ? [id] : []))),
    groups,
    nested,
    unnamed: new Set((await findPeople(job, Map.groupBy(alsoMembers, dnKey))).people.keys()),
    others: values.length - placeholders.length - ofPeople - nested,
  }
}

/** DN key → the values with that DN. */
type ByKey = Map<string, string[]>

function readDns(job: ReadJob, values: readonly string[]): { byKey: ByKey; former: ReadonlySet<string> } {
  const byKey = Map.groupBy(values, (value) => dnKey(dnInMember(job.memberForm, value)))
  return { byKey, former: new Set() }
}

function take(byKey: ByKey, key: string): readonly string[] {
  const values = byKey.get(key) ?? []
  byKey.delete(key)
  return values
}

async function findPeople(job: ReadJob, byKey: ByKey) {
  const people = new Map<number, { readonly key: string }>()
  const unknown: string[] = []
  for (const keys of chunksOf([...byKey.keys()])) {
    const staged = await job.task.store.db
      .selectFrom('staged_entries')
      .select(['dn_key', 'local_id'])
      .where('snapshot_id', '=', job.snapshotId)
      .where('kind', '=', 'person')
      .where('dn_key', 'in', keys)
      .execute()
    const read = new Set(staged.map((row) => row.dn_key))
    const unread = keys.filter((key) => !read.has(key))
    const linked = await job.task.store.db
      .selectFrom('links')
      .select(['dn_key', 'local_id'])
      .where('directory_id', '=', job.directoryId)
      .where('kind', '=', 'person')
      .where('dn_key', 'in', unread)
      .execute()
    const known = new Set(linked.map((row) => row.dn_key))
    unknown.push(...unread.filter((key) => !known.has(key)))
    for (const row of [...staged, ...linked])
      if (row.local_id !== null) people.set(row.local_id, { key: row.dn_key })
  }
  return { people, unknown }
}
