import { reserveIds } from '@bindery/store'
import type { ReadJob } from './preview-job.ts'

/** Groups are recognised at first sight by their name, if it is one to one. */
export async function matchGroups(job: ReadJob): Promise<void> {
  const { db } = job.task.store
  const staged = await db
    .selectFrom('staged_entries')
    .select(['id', 'username_key', 'verdict'])
    .where('snapshot_id', '=', job.snapshotId)
    .where('kind', '=', 'group')
    .where('link_id', 'is', null)
    .execute()
  const seen = new Map<string, number>()
  for (const row of staged)
    if (row.username_key !== null) seen.set(row.username_key, (seen.get(row.username_key) ?? 0) + 1)
  for (const row of staged) {
    const local = row.username_key === null ? undefined : await groupNamed(job, row.username_key)
    if (row.verdict !== '') {
      if (local) job.blocked.group.add(local.id)
      continue
    }
    const conflict =
      (seen.get(row.username_key ?? '') ?? 0) > 1
        ? { reason: 'conflict_duplicate_key', detail: 'Several group entries have the same name.' }
        : local?.link_id
          ? { reason: 'conflict_recreated', detail: `The group ${local.name} belongs to another entry.` }
          : null
    if (conflict && local) job.blocked.group.add(local.id)
    await db
      .updateTable('staged_entries')
      .set(
        conflict
          ? { verdict: JSON.stringify({ outcome: 'conflict', ...conflict }) }
          : {
              local_id: local?.id ?? (await reserveIds(db, 'groups', 1)),
              verdict: local
                ? JSON.stringify({ matched: { local: 'name', remote: job.settings.groups.nameAttribute } })
                : '',
            },
      )
      .where('id', '=', row.id)
      .execute()
  }
}

function groupNamed(job: ReadJob, key: string) {
  return job.task.store.db
    .selectFrom('groups')
    .leftJoin('links', (join) =>
      join
        .onRef('links.local_id', '=', 'groups.id')
        .on('links.kind', '=', 'group')
        .on('links.directory_id', '=', job.directoryId),
    )
    .select(['groups.id', 'groups.name', 'links.id as link_id'])
    .where('groups.deleted_at', 'is', null)
    .where('groups.name_key', '=', key)
    .executeTakeFirst()
}
