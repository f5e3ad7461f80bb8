import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import { membersFingerprint } from '@bindery/sync'
import type { LimitGroup, ReadJob } from './preview-job.ts'
import type { NamedGroup } from './read-named-groups.ts'

/** The group here that a group of the limit is linked to, or is by its name. */
export async function pairWithGroup(job: ReadJob, { stableId, names }: NamedGroup): Promise<LimitGroup> {
  const link = await job.task.store.db
    .selectFrom('links')
    .select(['id', 'local_id', 'state', 'members_fingerprint'])
    .where('directory_id', '=', job.directoryId)
    .where('kind', '=', 'group')
    .where('stable_id', '=', stableId ?? '')
    .executeTakeFirst()
  if (!link) return { localId: [...(await groupsHere(job, names)).values()][0] ?? null, linkId: null }
  const hasBase =
    link.state === 'active' && link.members_fingerprint === membersFingerprint(job.settings.groups)
  return { localId: link.local_id, linkId: hasBase ? link.id : null }
}

/** Groups of these names that this sync is yet to make in the directory: id by name key. */
export async function groupsToBe(job: ReadJob, names: readonly string[]): Promise<Map<string, number>> {
  const { direction, firstSeenInAccounts } = job.settings.policy
  if (direction === 'directory_to_accounts' || firstSeenInAccounts === 'ignore') return new Map()
  return groupsHere(job, names.map(caseIgnoreKey))
}

/** Living groups with these names that were never linked. */
async function groupsHere(job: ReadJob, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await job.task.store.db
    .selectFrom('groups')
    .leftJoin('links', (join) =>
      join
        .onRef('links.local_id', '=', 'groups.id')
        .on('links.kind', '=', 'group')
        .on('links.directory_id', '=', job.directoryId),
    )
    .select(['groups.id', 'groups.name_key'])
    .where('groups.deleted_at', 'is', null)
    .where('groups.name_key', 'in', keys)
    .where('links.id', 'is', null)
    .execute()
  return new Map(rows.flatMap(({ id, name_key }) => (name_key === null ? [] : [[name_key, id] as const])))
}
