import type { MatchKeys } from '@bindery/sync'
import { keyColumns, keyNames } from './find-candidates.ts'
import type { ReadJob, SubjectRead } from './preview-job.ts'
import { keysOf } from './unlinked-entries.ts'

export interface SharingEntry {
  readonly id: number
  readonly dn: string
  readonly keys: MatchKeys
}

/** Staged entries that have one of these keys: the entries themselves, and those that share it with them. */
export async function findSharing(
  job: ReadJob,
  read: SubjectRead,
  keys: readonly MatchKeys[],
): Promise<SharingEntry[]> {
  const found = new Map<number, SharingEntry>()
  for (const name of keyNames) {
    const wanted = keys.flatMap((own) => own[name] ?? [])
    if (wanted.length === 0) continue
    const rows = await job.task.store.db
      .selectFrom('staged_entries')
      .select(['id', 'dn', 'username_key', 'employee_number_key', 'email_key'])
      .where('snapshot_id', '=', job.snapshotId)
      .where('kind', '=', read.kind)
      .where(keyColumns[name], 'in', wanted)
      .execute()
    for (const row of rows) found.set(row.id, { id: row.id, dn: row.dn, keys: keysOf(row) })
  }
  return [...found.values()]
}
