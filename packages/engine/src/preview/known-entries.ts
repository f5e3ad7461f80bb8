import type { SubjectKind } from '@bindery/contract'
import { dnKey } from '@bindery/contract/ldap-text'
import { chunksOf } from './chunks-of.ts'
import type { Known, ReadJob } from './preview-job.ts'

/** Known entries with their links and what those link, as far as both are there. */
export const knownLinks = (job: ReadJob, kind: SubjectKind) =>
  job.task.store.db
    .selectFrom('known_entries as known')
    .leftJoin('links', (join) =>
      join
        .onRef('links.directory_id', '=', 'known.directory_id')
        .onRef('links.kind', '=', 'known.kind')
        .onRef('links.stable_id', '=', 'known.stable_id'),
    )
    .leftJoin('people', (join) =>
      join.onRef('people.id', '=', 'links.local_id').on('links.kind', '=', 'person'),
    )
    .leftJoin('groups', (join) =>
      join.onRef('groups.id', '=', 'links.local_id').on('links.kind', '=', 'group'),
    )
    .where('known.directory_id', '=', job.directoryId)
    .where('known.kind', '=', kind)

/** These ids in the order in which they were read first; who was not known comes last. */
export async function inKnownOrder(
  job: ReadJob,
  kind: SubjectKind,
  stableIds: readonly string[],
): Promise<string[]> {
  const places = new Map<string, number>()
  for (const ids of chunksOf(stableIds)) {
    const rows = await knownLinks(job, kind)
      .select(['known.stable_id', 'known.place'])
      .where('known.stable_id', 'in', ids)
      .execute()
    for (const row of rows) places.set(row.stable_id, row.place)
  }
  const placeOf = (id: string) => places.get(id) ?? Infinity
  return stableIds.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : placeOf(a) > placeOf(b) ? 1 : 0))
}

/** Ids of the accounts or groups that these entries are linked to. */
export async function linkedTo(
  job: ReadJob,
  kind: SubjectKind,
  stableIds: readonly string[],
): Promise<number[]> {
  const found: number[] = []
  for (const ids of chunksOf(stableIds)) {
    const rows = await job.task.store.db
      .selectFrom('links')
      .select('local_id')
      .where('directory_id', '=', job.directoryId)
      .where('kind', '=', kind)
      .where('stable_id', 'in', ids)
      .execute()
    found.push(...rows.map((row) => row.local_id))
  }
  return found
}

/** Stable ids of the entries that are linked and had these names when they were synced. */
export async function linkedAt(job: ReadJob, kind: SubjectKind, dns: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const keys of chunksOf(dns.map((dn) => dnKey(dn)))) {
    const rows = await job.task.store.db
      .selectFrom('links')
      .select('stable_id')
      .where('directory_id', '=', job.directoryId)
      .where('kind', '=', kind)
      .where('state', '=', 'active')
      .where('dn_key', 'in', keys)
      .execute()
    found.push(...rows.map((row) => row.stable_id))
  }
  return found
}

/**
 * Known groups that may name people otherwise than before: by the base of their members, by those they have here, or as
 * a primary group.
 */
export async function groupsNaming(
  job: ReadJob,
  { renamed, peopleDiffer }: Pick<Known, 'renamed' | 'peopleDiffer'>,
): Promise<string[]> {
  if (!peopleDiffer) return []
  const primary = await knownLinks(job, 'group')
    .select('known.stable_id')
    .where('known.primary_members', '>', 0)
    .execute()
  const found = new Set(primary.map((row) => row.stable_id))
  const groupLinks = () =>
    knownLinks(job, 'group').select('known.stable_id').distinct().where('links.id', 'is not', null)
  for (const ids of chunksOf([...renamed])) {
    const agreed = await groupLinks()
      .innerJoin('link_members', 'link_members.link_id', 'links.id')
      .where('link_members.person_id', 'in', ids)
      .execute()
    const here = await groupLinks()
      .innerJoin('memberships', 'memberships.group_id', 'links.local_id')
      .where('memberships.person_id', 'in', ids)
      .execute()
    for (const row of [...agreed, ...here]) found.add(row.stable_id)
  }
  return [...found]
}
