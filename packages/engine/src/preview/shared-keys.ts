import type { MatchKeys } from '@bindery/sync'
import { keyColumns, keyNames } from './find-candidates.ts'
import type { ReadJob } from './preview-job.ts'

/** The local attributes whose key another staged entry has too, for each of these keys. */
export async function sharedKeys(
  job: ReadJob,
  keys: readonly MatchKeys[],
): Promise<(own: MatchKeys) => Set<(typeof keyNames)[number]>> {
  const shared = { employeeNumber: new Set<string>(), email: new Set<string>(), username: new Set<string>() }
  for (const { local } of job.settings.mapping.matching) {
    const wanted = keys.flatMap((key) => (key[local] === null ? [] : [key[local]]))
    if (wanted.length === 0) continue
    const rows = await job.task.store.db
      .selectFrom('staged_entries')
      .select(({ fn }) => [`${keyColumns[local]} as key`, fn.countAll<number>().as('count')])
      .where('snapshot_id', '=', job.snapshotId)
      .where('kind', '=', 'person')
      .where(keyColumns[local], 'in', wanted)
      .groupBy(keyColumns[local])
      .having(({ fn }) => fn.countAll(), '>', 1)
      .execute()
    for (const row of rows) if (row.key !== null) shared[local].add(row.key)
  }
  const matching = job.settings.mapping.matching.map(({ local }) => local)
  return (own) => new Set(matching.filter((local) => own[local] !== null && shared[local].has(own[local])))
}
