import type { SubjectKind } from '@bindery/contract'
import { parentDn } from '@bindery/contract/ldap-text'
import type { Entry } from '@bindery/directory'
import { insertOrUpdate } from '@bindery/store'
import { chunksOf } from './chunks-of.ts'
import { baseOf } from './count-bases.ts'
import { addToTally } from './known-tally.ts'
import type { Known, ReadJob, SubjectRead } from './preview-job.ts'

/** An entry in scope, as it was just read. */
export interface KnownEntry {
  readonly entry: Entry
  readonly hash: string
  readonly skipped: boolean
  readonly link: {
    /** The account or group of its link. */
    readonly local_id: number
    /** What is kept of the entry, which a read of everything looks up with the links. */
    readonly known_hash?: string | null
    readonly known_place?: number | null
  } | null
}

/** Keeps what the next preview compares with: one row for each entry in scope. One that is as it is known costs no write. */
export async function noteKnown(
  job: ReadJob,
  known: Known,
  read: SubjectRead,
  entries: readonly KnownEntry[],
): Promise<void> {
  const byChanges = known.changes ? await knownBefore(job, read.kind, idsOf(entries)) : null
  if (byChanges && read.kind === 'person') noteRenamed(known, entries, byChanges)
  // A read of everything looks up what is kept with the links, and so only that of others by itself.
  const before = byChanges ?? (await knownBefore(job, read.kind, idsOf(entries.filter(({ link }) => !link))))
  const rows = []
  for (const { entry, hash, skipped, link } of entries) {
    const { dn, stableId, names, alsoMembers = [] } = entry
    noteParent(known, dn)
    if (stableId === null) {
      known.problem = 'An entry shows no stable id, so it could not be told whether it changed.'
      continue
    }
    const row = before.get(stableId)
    const keptHash = row?.hash ?? link?.known_hash
    const place = row?.place ?? link?.known_place ?? (await nextPlace(job, known))
    known.present.add(place)
    known.looked[read.kind]?.add(stableId)
    const tally = known.tally[read.kind]
    if (keptHash === hash && !tally) continue
    const attributes = read.attributes.map((name) => (names.includes(name) ? '1' : '0')).join('')
    const base = baseOf(read, dn)
    const primaryMembers = alsoMembers.length
    if (tally) addToTally(tally, { attributes, base, primaryMembers }, stableId)
    if (keptHash === hash) continue
    rows.push({
      directory_id: job.directoryId,
      kind: read.kind,
      stable_id: stableId,
      place,
      dn,
      hash,
      skipped: skipped ? 1 : 0,
      attributes,
      base,
      primary_members: primaryMembers,
    })
  }
  await insertOrUpdate(job.task.store.db, 'known_entries', rows, {
    key: ['directory_id', 'kind', 'stable_id'],
    update: ['dn', 'hash', 'skipped', 'attributes', 'base', 'primary_members'],
  })
}

/** Entries that come are numbered on from those that are known. */
async function nextPlace({ task, directoryId }: ReadJob, known: Known): Promise<number> {
  if (known.last === null) {
    const { last } = await task.store.db
      .selectFrom('known_entries')
      .select(({ fn }) => fn.max('place').as('last'))
      .where('directory_id', '=', directoryId)
      .executeTakeFirstOrThrow()
    known.last = last ?? 0
  }
  return (known.last += 1)
}

/** Taking a DN apart costs more than all else here, and most entries stand beside another. */
function noteParent({ parents }: Known, dn: string): void {
  const rest = /[\\"]/.test(dn) ? dn : dn.slice(dn.indexOf(',') + 1)
  if (parents.has(rest)) return
  const parent = parentDn(dn)
  if (parent !== undefined) parents.set(rest, parent)
}

const idsOf = (entries: readonly KnownEntry[]) => entries.flatMap(({ entry }) => entry.stableId ?? [])

interface KnownBefore {
  readonly hash: string
  readonly place: number
  readonly dn: string
}

/** What is kept of these entries. */
async function knownBefore(
  job: ReadJob,
  kind: SubjectKind,
  stableIds: readonly string[],
): Promise<Map<string, KnownBefore>> {
  const before = new Map<string, KnownBefore>()
  for (const ids of chunksOf(stableIds)) {
    const rows = await job.task.store.db
      .selectFrom('known_entries')
      .select(['stable_id', 'dn', 'hash', 'place'])
      .where('directory_id', '=', job.directoryId)
      .where('kind', '=', kind)
      .where('stable_id', 'in', ids)
      .execute()
    for (const row of rows) before.set(row.stable_id, row)
  }
  return before
}

/** Notes whose entries have another name than before. Where everything is read, groups are as well. */
function noteRenamed(
  known: Known,
  entries: readonly KnownEntry[],
  before: ReadonlyMap<string, KnownBefore>,
): void {
  for (const { entry, link } of entries) {
    if (before.get(entry.stableId ?? '')?.dn === entry.dn) continue
    known.peopleDiffer = true
    if (link) known.renamed.add(link.local_id)
  }
}

/** The names under which entries are known, by stable id. */
export async function knownNames(
  job: ReadJob,
  kind: SubjectKind,
  stableIds: readonly string[],
): Promise<Map<string, string>> {
  const before = await knownBefore(job, kind, stableIds)
  return new Map(Array.from(before, ([id, { dn }]) => [id, dn]))
}

const idsPerPage = 5000

/** The stable ids of all known entries of a kind. */
export async function* knownIds(job: ReadJob, kind: SubjectKind): AsyncGenerator<readonly string[]> {
  for await (const rows of knownRows(job, kind)) yield rows.map((row) => row.stable_id)
}

async function* knownRows(job: ReadJob, kind: SubjectKind) {
  for (let after = ''; ;) {
    const rows = await job.task.store.db
      .selectFrom('known_entries')
      .select(['stable_id', 'place'])
      .where('directory_id', '=', job.directoryId)
      .where('kind', '=', kind)
      .where('stable_id', '>', after)
      .orderBy('stable_id')
      .limit(idsPerPage)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.stable_id
    yield rows
  }
}

/** Forgets entries of a kind: these, or all of them. */
export async function forgetKnown(
  job: ReadJob,
  kind: SubjectKind,
  stableIds: readonly string[] | null = null,
): Promise<void> {
  const ofKind = job.task.store.db
    .deleteFrom('known_entries')
    .where('directory_id', '=', job.directoryId)
    .where('kind', '=', kind)
  if (stableIds === null) await ofKind.execute()
  else for (const ids of chunksOf(stableIds)) await ofKind.where('stable_id', 'in', ids).execute()
}

/** After a read of everything: forgets the entries of a kind that it did not return. */
export async function forgetAbsent(job: ReadJob, { present }: Known, kind: SubjectKind): Promise<void> {
  for await (const rows of knownRows(job, kind)) {
    const absent = rows.filter(({ place }) => !present.has(place)).map((row) => row.stable_id)
    if (absent.length > 0) await forgetKnown(job, kind, absent)
  }
}
