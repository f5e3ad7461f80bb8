import type { StagedPair } from './load-staged.ts'
import { baseMembers } from './member-sets.ts'
import { nameMembers } from './named-members.ts'
import { peopleBelow } from './nested-groups.ts'
import { readBelow } from './read-below.ts'
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
  { id, link, data }: StagedPair,
): Promise<boolean> {
  if (read.kind !== 'group' || !link) return false
  const base = await baseMembers(job, link)
  const named = await nameMembers(job, data)
  await readBelow(job, id, named)
  const there = new Set(named.people.keys()).union(named.unnamed).union(await peopleBelow(job, id))
  return [...there.symmetricDifference(base)].some((person) => job.comparable.has(person))
}
