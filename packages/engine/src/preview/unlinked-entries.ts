import type { Tables } from '@bindery/store'
import type { MatchKeys } from '@bindery/sync'
import { firstPlace, type StagedPlace } from './load-staged.ts'
import type { ReadJob } from './preview-job.ts'

/** A staged entry that no link knows. */
export interface UnlinkedEntry {
  readonly id: number
  readonly stableId: string | null
  readonly dnKey: string
  readonly keys: MatchKeys
  /** It cannot be read as a person, so nothing comes of it. */
  readonly skipped: boolean
}

const batchSize = 300

/** Person entries without a link, in batches, by DN as `loadStaged` has them. */
export async function* unlinkedPeople(job: ReadJob): AsyncGenerator<UnlinkedEntry[]> {
  for (let after: StagedPlace = firstPlace; ;) {
    const rows = await job.task.store.db
      .selectFrom('staged_entries')
      .select(['id', 'stable_id', 'dn_key', 'username_key', 'employee_number_key', 'email_key', 'verdict'])
      .where('snapshot_id', '=', job.snapshotId)
      .where('kind', '=', 'person')
      .where('link_id', 'is', null)
      .where((build) => build(build.refTuple('dn_key', 'id'), '>', build.tuple(after.dn_key, after.id)))
      .orderBy('dn_key')
      .orderBy('id')
      .limit(batchSize)
      .execute()
    const last = rows.at(-1)
    if (!last) return
    after = last
    yield rows.map((row) => ({
      id: row.id,
      stableId: row.stable_id,
      dnKey: row.dn_key,
      keys: keysOf(row),
      skipped: row.verdict !== '',
    }))
  }
}

/** The keys of a staged entry. */
export const keysOf = (
  row: Pick<Tables['staged_entries'], 'username_key' | 'employee_number_key' | 'email_key'>,
): MatchKeys => ({
  username: row.username_key,
  employeeNumber: row.employee_number_key,
  email: row.email_key,
})
