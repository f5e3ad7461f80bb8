import type { ApplyJob } from './apply-job.ts'

const perQuery = 1000

/** What an entry is called now. */
export interface CurrentEntry {
  readonly dn: string
  /** '' where it was not asked for, or has none. */
  readonly username: string
}

/**
 * What these people's entries are called now, by person id; who has no entry is missing. A group names its members by DN
 * or by username, and the server does not mind a name that is nobody's: the entry may have moved since the preview, and
 * somebody else may have its old name. Rejects with `DirectoryError` when it cannot be known.
 */
export async function currentEntries(
  job: ApplyJob,
  personIds: readonly number[],
  wantUsername: boolean,
): Promise<ReadonlyMap<number, CurrentEntry>> {
  const entries = new Map<number, CurrentEntry>()
  const attribute = job.settings.people.usernameAttribute
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
      wantUsername ? [attribute] : [],
    )
    for (const link of links) {
      const entry = found.get(link.stable_id)
      const username = entry?.attributes.get(attribute.toLowerCase())?.[0] ?? ''
      if (entry && (!wantUsername || username !== '')) entries.set(link.local_id, { dn: entry.dn, username })
    }
  }
  return entries
}
