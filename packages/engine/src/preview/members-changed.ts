import type { StagedPair } from './load-staged.ts'
import { baseMembers, resolveMembers } from './plan-members.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

/** Whether people joined or left a group here since the base; people who were deleted did not leave it. */
export async function membersChangedInAccounts(
  job: PreviewJob,
  read: SubjectRead,
  { link, local }: StagedPair,
): Promise<boolean> {
  if (read.kind !== 'group' || !link || !local) return false
  const { db } = job.task.store
  const base = db.selectFrom('link_members').select('person_id').where('link_id', '=', link.id)
  const here = db.selectFrom('memberships').select('person_id').where('group_id', '=', local.id)
  const changed = await db
    .selectFrom('people')
    .select('id')
    .where('deleted_at', 'is', null)
    .where((build) =>
      build.or([
        build.and([build('id', 'in', here), build('id', 'not in', base)]),
        build.and([build('id', 'in', base), build('id', 'not in', here)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return changed !== undefined
}

/** Whether people joined or left a group's entry since the base; values that Bindery cannot answer for do not count. */
export async function membersChangedInDirectory(
  job: PreviewJob,
  read: SubjectRead,
  { link, data }: StagedPair,
): Promise<boolean> {
  if (read.kind !== 'group' || !link) return false
  const base = await baseMembers(job, link.id)
  const { people } = await resolveMembers(job, data.members)
  const there = [...people.keys()].filter((id) => job.comparable.has(id))
  return (
    there.some((id) => !base.has(id)) || [...base].some((id) => job.comparable.has(id) && !people.has(id))
  )
}
