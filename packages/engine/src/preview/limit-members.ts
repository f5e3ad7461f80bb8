import { caseIgnoreKey, dnKey } from '@bindery/contract/ldap-text'
import { insertMissing } from '@bindery/store'
import { dnInMember } from '@bindery/sync'
import { chunksOf } from './chunks-of.ts'
import type { ReadJob } from './preview-job.ts'

/** Notes whom a group of the limit names, itself or through a group that it holds. */
export async function noteLimitMembers(
  job: ReadJob,
  place: number,
  values: readonly string[],
): Promise<void> {
  const keyOf = (value: string) =>
    job.memberForm === 'username' ? caseIgnoreKey(value) : dnKey(dnInMember(job.memberForm, value))
  await insertMissing(
    job.task.store.db,
    'limit_members',
    values.map((value) => ({ snapshot_id: job.snapshotId, member_key: keyOf(value), place })),
  )
}

/** By which groups of the limit these DN keys or username keys are named. */
export async function limitPlaces(job: ReadJob, keys: readonly string[]): Promise<Map<string, Set<number>>> {
  const places = new Map<string, Set<number>>()
  for (const some of chunksOf(keys)) {
    const rows = await job.task.store.db
      .selectFrom('limit_members')
      .select(['member_key', 'place'])
      .where('snapshot_id', '=', job.snapshotId)
      .where('member_key', 'in', some)
      .execute()
    for (const row of rows)
      places.set(row.member_key, (places.get(row.member_key) ?? new Set<number>()).add(row.place))
  }
  return places
}
