import { demandsMember } from './demands-member.ts'
import type { ReadJob } from './preview-job.ts'
import type { NamedGroup } from './read-named-groups.ts'

/** So many members at the last sync are not taken for gone where an empty group looks like a hidden one (rule 6). */
const mostToLeave = 10

/** A group as it was read, and the place of the one in the limit that it counts for. */
type Placed = Pick<NamedGroup, 'dn' | 'stableId' | 'empty'> & { readonly place: number }

/** The first group that shows no members although it must have some, or had many at the last sync; null: none. */
export async function findHiddenGroup(job: ReadJob, groups: readonly Placed[]): Promise<Placed | null> {
  const demanded = demandsMember(await job.session.schema(), job.settings.groups)
  for (const group of groups)
    if (group.empty && (demanded || (await countAgreed(job, group)) >= mostToLeave)) return group
  return null
}

async function countAgreed(job: ReadJob, { stableId }: Placed): Promise<number> {
  const { count } = await job.task.store.db
    .selectFrom('link_members')
    .innerJoin('links', 'links.id', 'link_members.link_id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('links.directory_id', '=', job.directoryId)
    .where('links.kind', '=', 'group')
    .where('links.stable_id', '=', stableId ?? '')
    .executeTakeFirstOrThrow()
  return count
}
