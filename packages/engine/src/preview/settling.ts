import type { SubjectKind } from '@bindery/contract'
import { insertMissing, insertOrUpdate } from '@bindery/store'
import { chunksOf } from './chunks-of.ts'
import { knownLinks } from './known-entries.ts'
import type { Alike, Known, ReadJob, SubjectRead } from './preview-job.ts'
import { primaryGroup } from './primary-group.ts'

/*
 * A known entry is settled when a read of everything would not stage it (`stageEntries`): it is linked, not skipped, and
 * neither the last preview nor a change here left anything open. Previews of what changed ask only for those in
 * `unsettled_entries`. What is written during a preview is for the next one, so each takes what it finds at its start,
 * and at its end only that gives way to what it leaves.
 */

/** At the start of a preview: what is noted from here on is for the next one. */
export async function takeUnsettled({ task, directoryId }: ReadJob): Promise<void> {
  await task.store.db
    .updateTable('unsettled_entries')
    .set({ taken: 1 })
    .where('directory_id', '=', directoryId)
    .execute()
}

/** Stable ids of the known entries that are not settled. */
export async function findUnsettled(job: ReadJob, known: Known, kind: SubjectKind): Promise<string[]> {
  if (!known.listed) await listUnsettled(job, kind)
  const rows = await openEntries(job, kind)
    .select('known.stable_id')
    .where('known.stable_id', 'in', (build) =>
      build
        .selectFrom('unsettled_entries')
        .select('stable_id')
        .where('directory_id', '=', job.directoryId)
        .where('kind', '=', kind),
    )
    .execute()
  return rows.map((row) => row.stable_id)
}

/** After a read of everything: all that is not settled, and the links of which no entry is known, found in one pass. */
async function listUnsettled(job: ReadJob, kind: SubjectKind): Promise<void> {
  const { db } = job.task.store
  const open = openEntries(job, kind)
    .select(['known.directory_id', 'known.kind', 'known.stable_id'])
    .select((build) => build.lit(1).as('taken'))
  const unknown = unknownLinks(job, kind)
    .select(['links.directory_id', 'links.kind', 'links.stable_id'])
    .select((build) => build.lit(1).as('taken'))
  for (const found of [open, unknown])
    await db
      .insertInto('unsettled_entries')
      .columns(['directory_id', 'kind', 'stable_id', 'taken'])
      .expression(found)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** Known entries that are not settled. */
const openEntries = (job: ReadJob, kind: SubjectKind) =>
  knownLinks(job, kind).where((build) => {
    const { fn } = build
    const version = fn.coalesce(build.ref('people.row_version'), build.ref('groups.row_version'))
    const isSettled = build.and([
      build('known.skipped', '=', 0),
      build('links.state', '=', 'active'),
      build('links.hash', '=', build.ref('known.hash')),
      build('links.local_version', '=', version),
    ])
    // Where there is no link, its columns say neither yes nor no.
    return build.not(fn.coalesce(isSettled, build.lit(false)))
  })

/** The known entries of a kind, for a condition that there is none with an id. */
const knownAs = ({ task, directoryId }: ReadJob, kind: SubjectKind) =>
  task.store.db
    .selectFrom('known_entries as known')
    .select('known.stable_id')
    .where('known.directory_id', '=', directoryId)
    .where('known.kind', '=', kind)

/** Active links of which no entry is known. */
const unknownLinks = (job: ReadJob, kind: SubjectKind) =>
  job.task.store.db
    .selectFrom('links')
    .where('links.directory_id', '=', job.directoryId)
    .where('links.kind', '=', kind)
    .where('links.state', '=', 'active')
    .where((build) =>
      build.not(build.exists(knownAs(job, kind).where('known.stable_id', '=', build.ref('links.stable_id')))),
    )

/**
 * As `unknownLinks`, after `findUnsettled`: by what is listed, which a database that is not told to would look up for
 * each of all links.
 */
export async function lostLinks(job: ReadJob, kind: SubjectKind) {
  const { db } = job.task.store
  const unknown = await db
    .selectFrom('unsettled_entries as unsettled')
    .select('unsettled.stable_id')
    .where('unsettled.directory_id', '=', job.directoryId)
    .where('unsettled.kind', '=', kind)
    .where((build) =>
      build.not(
        build.exists(knownAs(job, kind).where('known.stable_id', '=', build.ref('unsettled.stable_id'))),
      ),
    )
    .execute()
  const found = []
  for (const ids of chunksOf(unknown.map((row) => row.stable_id)))
    found.push(...(await linksOf(job, kind, ids)))
  return found.filter((link) => link.state === 'active').toSorted((a, b) => a.id - b.id)
}

const linksOf = ({ task, directoryId }: ReadJob, kind: SubjectKind, stableIds: readonly string[]) =>
  task.store.db
    .selectFrom('links')
    .select(['id', 'local_id', 'stable_id', 'dn', 'state'])
    .where('directory_id', '=', directoryId)
    .where('kind', '=', kind)
    .where('stable_id', 'in', stableIds)
    .execute()

/**
 * Takes every settled entry for read as it is known: seen, comparable, counted. `except` are all that are not. Returns
 * the stable ids of links whose entry is not known.
 */
export async function markSettled(
  job: ReadJob,
  read: SubjectRead,
  tally: readonly Alike[],
  except: ReadonlySet<string>,
): Promise<string[]> {
  countKnownAs(read, tally)
  const isPerson = read.kind === 'person'
  await forEachLink(job, read.kind, 'id', (id) => job.seenLinks.add(id))
  if (isPerson) await forEachLink(job, read.kind, 'local_id', (id) => job.comparable.add(id))
  const forget = (rows: readonly { readonly id: number; readonly local_id: number }[]) => {
    for (const row of rows) {
      job.seenLinks.delete(row.id)
      if (isPerson) job.comparable.delete(row.local_id)
    }
  }
  const lost = await lostLinks(job, read.kind)
  forget(lost)
  for (const ids of chunksOf([...except])) forget(await linksOf(job, read.kind, ids))
  return lost.map((link) => link.stable_id)
}

/** Ids of all active links of a kind, or of what they link. As text, since a row for each would cost more than finding it. */
export async function forEachLink(
  { task, directoryId }: ReadJob,
  kind: SubjectKind,
  column: 'id' | 'local_id',
  take: (id: number) => void,
): Promise<void> {
  const { ids } = await task.store.db
    .selectFrom('links')
    .select((build) =>
      build.fn
        .agg<string | null>('string_agg', [build.cast<string>(column, 'text'), build.val(',')])
        .as('ids'),
    )
    .where('directory_id', '=', directoryId)
    .where('kind', '=', kind)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  if (ids !== null) forEachNumber(ids, take)
}

/** Numbers with one character between. Split, they would be as many strings for the garbage collector. */
function forEachNumber(text: string, take: (number: number) => void): void {
  let number = 0
  for (let index = 0; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - zero
    if (digit >= 0) number = number * 10 + digit
    else {
      take(number)
      number = 0
    }
  }
  take(number)
}
const zero = '0'.charCodeAt(0)

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

/** Entries that were found to be gone: their links are asked about. */
export async function listGone(job: ReadJob, kind: SubjectKind, stableIds: readonly string[]): Promise<void> {
  const rows = stableIds.map((id) => ({ directory_id: job.directoryId, kind, stable_id: id, taken: 1 }))
  await insertMissing(job.task.store.db, 'unsettled_entries', rows)
}

/** At the end of a preview: what it looked at may still be open, and nothing else but what was noted meanwhile. */
export async function keepUnsettled({ task, directoryId }: ReadJob, { looked }: Known): Promise<void> {
  await task.store.db
    .deleteFrom('unsettled_entries')
    .where('directory_id', '=', directoryId)
    .where('taken', '=', 1)
    .execute()
  for (const kind of ['person', 'group'] as const)
    await insertOrUpdate(
      task.store.db,
      'unsettled_entries',
      Array.from(looked[kind] ?? [], (id) => ({
        directory_id: directoryId,
        kind,
        stable_id: id,
        taken: 0,
      })),
      { key: ['directory_id', 'kind', 'stable_id'], update: ['taken'] },
    )
}
