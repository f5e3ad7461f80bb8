import { dnKey } from '@bindery/contract/ldap-text'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

/** The kinds under which entries are staged that this sync knows. */
const readKinds = ['person', 'group', 'absent_person', 'absent_group']

/**
 * Whether an entry that this read returned has the name already, as that of a deleted account has: to make another one
 * under it would be refused, each time anew.
 */
export async function isNameTaken(job: PreviewJob, read: SubjectRead, dn: string): Promise<boolean> {
  if (read.entries === 0) return false
  const { db } = job.task.store
  const key = dnKey(dn)
  const staged = await db
    .selectFrom('staged_entries')
    .select('id')
    .where('snapshot_id', '=', job.snapshotId)
    .where('kind', 'in', readKinds)
    .where('dn_key', '=', key)
    .limit(1)
    .executeTakeFirst()
  if (staged) return true
  // What is as it was is not staged; what is staged under another name has left this one.
  const linked = await db
    .selectFrom('links')
    .leftJoin('staged_entries', (join) =>
      join
        .onRef('staged_entries.link_id', '=', 'links.id')
        .on('staged_entries.snapshot_id', '=', job.snapshotId),
    )
    .select('links.id')
    .where('links.directory_id', '=', job.directoryId)
    .where('links.dn_key', '=', key)
    .where('staged_entries.id', 'is', null)
    .execute()
  return linked.some((link) => job.seenLinks.has(link.id) || job.outside.has(link.id))
}
