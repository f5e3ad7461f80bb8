import type { SubjectKind } from '@bindery/contract'
import { dnKey } from '@bindery/contract/ldap-text'
import { chunksOf } from './chunks-of.ts'
import type { Known, ReadJob, SubjectRead } from './preview-job.ts'
import { primaryGroup } from './primary-group.ts'

/** Known entries with their links and what those link, as far as both are there. */
const knownLinks = (job: ReadJob, kind: SubjectKind) =>
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

/** What the last preview and the accounts say of the known entries of a kind. */
interface Settling {
  /**
   * Stable ids of those that a read of everything would stage although nobody touched them (`stageEntries`): not linked,
   * skipped, or with something that the last preview or a local change left open.
   */
  readonly unsettled: readonly string[]
  /** Of all others, each of which has a link and what that links. */
  readonly links: readonly number[]
  readonly locals: readonly number[]
}

/** One statement, which hands lists over as text: a row for each entry would cost more than finding it. */
export async function findSettled(job: ReadJob, kind: SubjectKind): Promise<Settling> {
  const row = await knownLinks(job, kind)
    .select((build) => {
      const { fn } = build
      const version = fn.coalesce(build.ref('people.row_version'), build.ref('groups.row_version'))
      const asKnown = build.and([
        build('known.skipped', '=', 0),
        build('links.state', '=', 'active'),
        build('links.hash', '=', build.ref('known.hash')),
        build('links.local_version', '=', version),
      ])
      // Where there is no link, its columns say neither yes nor no.
      const settled = fn.coalesce(asKnown, build.lit(false))
      const listOf = (column: 'known.stable_id' | 'links.id' | 'links.local_id') =>
        fn.agg<string | null>('string_agg', [build.cast<string>(column, 'text'), build.val(',')])
      return [
        listOf('known.stable_id').filterWhere(build.not(settled)).as('unsettled'),
        listOf('links.id').filterWhere(settled).as('links'),
        listOf('links.local_id').filterWhere(settled).as('locals'),
      ]
    })
    .executeTakeFirstOrThrow()
  const listed = (text: string | null) => (text === null || text === '' ? [] : text.split(','))
  return {
    unsettled: listed(row.unsettled),
    links: listed(row.links).map(Number),
    locals: listed(row.locals).map(Number),
  }
}

/** Known entries that are alike. */
interface Alike {
  /** For each attribute that is read, whether they have it: `1` or `0`. */
  readonly attributes: string
  readonly base: number
  entries: number
  primaryMembers: number
  /** Some of them, by stable id. */
  readonly samples: readonly string[]
}

/** How many known entries there are that have the same attributes, without these. */
export async function tallyKnown(
  job: ReadJob,
  kind: SubjectKind,
  except: ReadonlySet<string>,
): Promise<Alike[]> {
  const ofKind = () =>
    job.task.store.db
      .selectFrom('known_entries')
      .where('directory_id', '=', job.directoryId)
      .where('kind', '=', kind)
  const groups = await ofKind()
    .groupBy(['attributes', 'base'])
    .select(['attributes', 'base'])
    .select(({ fn }) => [
      fn.countAll().as('entries'),
      fn.sum('primary_members').as('primary'),
      fn.min('stable_id').as('first'),
      fn.max('stable_id').as('last'),
    ])
    .execute()
  const keyOf = (row: { readonly attributes: string; readonly base: number }) =>
    `${row.base} ${row.attributes}`
  const tally = new Map(
    groups.map(({ attributes, base, entries, primary, first, last }): [string, Alike] => [
      keyOf({ attributes, base }),
      {
        attributes,
        base,
        entries: Number(entries),
        primaryMembers: Number(primary),
        samples: [...new Set([first, last])].filter((id) => !except.has(id)),
      },
    ]),
  )
  for (const ids of chunksOf([...except])) {
    const rows = await ofKind()
      .select(['attributes', 'base', 'primary_members'])
      .where('stable_id', 'in', ids)
      .execute()
    for (const row of rows) {
      const alike = tally.get(keyOf(row))
      if (!alike) continue
      alike.entries -= 1
      alike.primaryMembers -= row.primary_members
    }
  }
  return [...tally.values()].filter(({ entries }) => entries > 0)
}

/** Takes every settled entry but these for read as it is known: seen, comparable, counted. */
export async function markKnown(
  job: ReadJob,
  read: SubjectRead,
  { tally, settling }: { readonly tally: readonly Alike[]; readonly settling: Settling },
  except: ReadonlySet<string>,
): Promise<void> {
  countKnownAs(read, tally)
  for (const id of settling.links) job.seenLinks.add(id)
  if (read.kind === 'person') for (const id of settling.locals) job.comparable.add(id)
  for (const ids of chunksOf([...except])) {
    const rows = await knownLinks(job, read.kind)
      .select(['links.id', 'links.local_id'])
      .where('known.stable_id', 'in', ids)
      .where('links.id', 'is not', null)
      .execute()
    for (const row of rows) {
      if (row.id !== null) job.seenLinks.delete(row.id)
      if (read.kind === 'person' && row.local_id !== null) job.comparable.delete(row.local_id)
    }
  }
}

function countKnownAs(read: SubjectRead, tally: readonly Alike[]): void {
  const add = (name: string, count: number) => read.counts.set(name, (read.counts.get(name) ?? 0) + count)
  for (const { attributes, base, entries, primaryMembers } of tally) {
    read.entries += entries
    const perBase = read.perBase[base]
    if (perBase) perBase.entries += entries
    if (primaryMembers > 0) add(primaryGroup, primaryMembers)
    for (const [index, name] of read.attributes.entries()) if (attributes[index] === '1') add(name, entries)
  }
}

/**
 * Known entries, one or more for each attribute that any of them has, to see whether it can still be read: rights that
 * were taken away leave no mark in the entries.
 */
export function witnesses(
  read: SubjectRead,
  tally: readonly Alike[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const [index, name] of read.attributes.entries()) {
    const having = tally.filter(({ attributes, samples }) => attributes[index] === '1' && samples.length > 0)
    const id = (having.find(({ samples }) => found.has(samples[0] ?? '')) ?? having[0])?.samples[0]
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), name])
  }
  return found
}

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

export async function countKnown(job: ReadJob, kind: SubjectKind): Promise<number> {
  const { count } = await job.task.store.db
    .selectFrom('known_entries')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('directory_id', '=', job.directoryId)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  return Number(count)
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
