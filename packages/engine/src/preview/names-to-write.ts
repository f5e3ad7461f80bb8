import { dnKey } from '@bindery/contract/ldap-text'
import { readPayload } from '../pack/pack-payload.ts'
import { chunksOf } from './chunks-of.ts'
import { namesAt } from './find-names.ts'
import { dnsOf } from './member-sets.ts'
import type { PreviewJob } from './preview-job.ts'

/**
 * The usernames by which a group will name these people once this plan is applied, by person id. Where groups name
 * people by DN there are none: a DN is looked up when it is written.
 */
export async function namesToWrite(
  job: PreviewJob,
  people: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const names = new Map<number, string>()
  if (job.memberForm !== 'username' || people.length === 0) return names
  const keys = new Map([...(await dnsOf(job, people))].map(([id, dn]) => [id, dnKey(dn)]))
  const known = await namesAt(job, [...keys.values()])
  for (const id of people) {
    const name = job.renames.get(id) ?? known.get(keys.get(id) ?? '')
    if (name !== undefined) names.set(id, name)
  }
  const created = await createdNames(
    job,
    people.filter((id) => !names.has(id)),
  )
  for (const [id, name] of created) names.set(id, name)
  return names
}

/** Of the entries that this plan creates. */
async function createdNames(job: PreviewJob, people: readonly number[]): Promise<Map<number, string>> {
  const attribute = job.settings.people.usernameAttribute.toLowerCase()
  const names = new Map<number, string>()
  for (const some of chunksOf(people)) {
    const rows = await job.task.store.db
      .selectFrom('plan_changes')
      .select(['local_id', 'payload', 'values'])
      .where('plan_id', '=', job.planId)
      .where('subject_kind', '=', 'person')
      .where('local_id', 'in', some)
      .where('side', '=', 'directory')
      .where('kind', '=', 'create')
      .execute()
    for (const row of rows) {
      const { attributes = {} } = readPayload(row)
      const [, values] = Object.entries(attributes).find(([name]) => name.toLowerCase() === attribute) ?? []
      if (row.local_id !== null && values?.[0] !== undefined) names.set(row.local_id, values[0])
    }
  }
  return names
}
