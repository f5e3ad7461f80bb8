import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import { chunksOf } from './chunks-of.ts'
import type { ReadJob } from './preview-job.ts'

/**
 * Usernames in a group → the people that have them, by DN key. Who has a name now comes before who had it; a name that
 * two people share names nobody. `former`: whom the group names only by what they were called before.
 */
export async function findNames(
  job: ReadJob,
  values: readonly string[],
): Promise<{ byKey: Map<string, string[]>; former: ReadonlySet<string> }> {
  const byKey = new Map<string, string[]>()
  const current = new Set<string>()
  for (const some of chunksOf([...Map.groupBy(values, caseIgnoreKey)])) {
    const rows = await job.task.store.db
      .selectFrom('staged_names')
      .select(['name_key', 'dn_key', 'former'])
      .where('snapshot_id', '=', job.snapshotId)
      .where(
        'name_key',
        'in',
        some.map(([key]) => key),
      )
      .execute()
    const owners = Map.groupBy(rows, (row) => row.name_key)
    for (const [key, named] of some) {
      const has = owners.get(key)?.filter((row) => row.former === 0) ?? []
      const [owner, another] = has.length > 0 ? has : (owners.get(key) ?? [])
      if (!owner || another) continue
      byKey.set(owner.dn_key, [...(byKey.get(owner.dn_key) ?? []), ...named])
      if (owner.former === 0) current.add(owner.dn_key)
    }
  }
  return { byKey, former: new Set(byKey.keys()).difference(current) }
}

/** The usernames that these entries have, by DN key; the first of several. */
export async function namesAt(job: ReadJob, dnKeys: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const some of chunksOf(dnKeys)) {
    const rows = await job.task.store.db
      .selectFrom('staged_names')
      .select(['dn_key', 'name'])
      .where('snapshot_id', '=', job.snapshotId)
      .where('dn_key', 'in', some)
      .where('former', '=', 0)
      .execute()
    for (const row of rows) if (!names.has(row.dn_key)) names.set(row.dn_key, row.name)
  }
  return names
}
