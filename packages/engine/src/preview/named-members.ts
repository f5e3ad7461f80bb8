import { dnKey } from '@bindery/contract/ldap-text'
import { chunksOf } from './chunks-of.ts'
import { findMemberGroups, type MemberGroups } from './nested-groups.ts'
import type { ReadJob } from './preview-job.ts'

/** What a group's entry names as its members. */
export interface NamedMembers {
  /** Person id → the value that names them. */
  readonly people: ReadonlyMap<number, string>
  /** None where the setting is to ignore them. */
  readonly groups: MemberGroups
  readonly nested: number
  /** Values that are nobody's: neither these people nor these groups nor the placeholder. */
  readonly others: number
}

export const nobodyNamed: NamedMembers = {
  people: new Map(),
  groups: { staged: [], settled: [] },
  nested: 0,
  others: 0,
}

/** Member values → people, as read in this snapshot, else by the link's last DN; and groups. */
export async function nameMembers(job: ReadJob, values: readonly string[]): Promise<NamedMembers> {
  const people = new Map<number, string>()
  const byKey = new Map(values.map((value) => [dnKey(value), value]))
  const placeholder = byKey.delete(dnKey(job.settings.groups.placeholderMember)) ? 1 : 0
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
      if (row.local_id !== null) people.set(row.local_id, byKey.get(row.dn_key) ?? '')
  }
  const groups =
    job.settings.groups.nested === 'ignore' ? nobodyNamed.groups : await findMemberGroups(job, unknown)
  const nested = groups.staged.length + groups.settled.length
  return { people, groups, nested, others: values.length - placeholder - people.size - nested }
}
