import type { ApplyJob } from './apply-job.ts'

const perQuery = 1000

/**
 * The DNs that these people's entries have now, by person id; who has no entry is missing. A group names its members by
 * DN, and the server does not mind a name that is nobody's: the entry may have moved since the preview, and somebody
 * else may have its old name. Rejects with `DirectoryError` when it cannot be known.
 */
export async function currentDns(
  job: ApplyJob,
  personIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const dns = new Map<number, string>()
  for (let start = 0; start < personIds.length; start += perQuery) {
    const links = await job.task.store.db
      .selectFrom('links')
      .select(['local_id', 'stable_id'])
      .where('directory_id', '=', job.directoryId)
      .where('kind', '=', 'person')
      .where('local_id', 'in', personIds.slice(start, start + perQuery))
      .execute()
    const found = await job.session.lookUp(
      links.map((link) => link.stable_id),
      [],
    )
    for (const link of links) {
      const entry = found.get(link.stable_id)
      if (entry) dns.set(link.local_id, entry.dn)
    }
  }
  return dns
}
