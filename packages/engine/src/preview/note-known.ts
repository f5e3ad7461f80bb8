import type { SubjectKind } from '@bindery/contract'
import { parentDn } from '@bindery/contract/ldap-text'
import type { Entry } from '@bindery/directory'
import { insertOrUpdate } from '@bindery/store'
import { chunksOf } from './chunks-of.ts'
import { baseOf } from './count-bases.ts'
import type { Known, ReadJob, SubjectRead } from './preview-job.ts'

/** An entry in scope, as it was just read. */
export interface KnownEntry {
  readonly entry: Entry
  readonly hash: string
  readonly skipped: boolean
  /** The account or group of its link. */
  readonly localId: number | null
}

/** Keeps what the next preview compares with: one row for each entry in scope. */
export async function noteKnown(
  job: ReadJob,
  known: Known,
  read: SubjectRead,
  entries: readonly KnownEntry[],
): Promise<void> {
  await noteRenamed(job, known, read, entries)
  const rows = entries.flatMap(({ entry, hash, skipped }) => {
    const { dn, stableId, names, alsoMembers = [] } = entry
    const parent = parentDn(dn)
    if (parent !== undefined) known.parents.add(parent)
    if (stableId === null) {
      known.problem = 'An entry shows no stable id, so it could not be told whether it changed.'
      return []
    }
    return {
      directory_id: job.directoryId,
      kind: read.kind,
      stable_id: stableId,
      place: (known.next += 1),
      dn,
      hash,
      skipped: skipped ? 1 : 0,
      attributes: read.attributes.map((name) => (names.includes(name) ? '1' : '0')).join(''),
      base: baseOf(read, dn),
      primary_members: alsoMembers.length,
    }
  })
  await insertOrUpdate(job.task.store.db, 'known_entries', rows, {
    key: ['directory_id', 'kind', 'stable_id'],
    update: ['dn', 'hash', 'skipped', 'attributes', 'base', 'primary_members'],
  })
}

/** Notes whose entries have another name than before. Where everything is read, groups are as well. */
async function noteRenamed(
  job: ReadJob,
  known: Known,
  { kind }: SubjectRead,
  entries: readonly KnownEntry[],
): Promise<void> {
  if (kind === 'group' || !known.changes) return
  const before = await knownNames(
    job,
    kind,
    entries.flatMap(({ entry }) => entry.stableId ?? []),
  )
  for (const { entry, localId } of entries) {
    if (before.get(entry.stableId ?? '') === entry.dn) continue
    known.peopleDiffer = true
    if (localId !== null) known.renamed.add(localId)
  }
}

/** The names under which entries are known, by stable id. */
export async function knownNames(
  job: ReadJob,
  kind: SubjectKind,
  stableIds: readonly string[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const ids of chunksOf(stableIds)) {
    const rows = await job.task.store.db
      .selectFrom('known_entries')
      .select(['stable_id', 'dn'])
      .where('directory_id', '=', job.directoryId)
      .where('kind', '=', kind)
      .where('stable_id', 'in', ids)
      .execute()
    for (const row of rows) names.set(row.stable_id, row.dn)
  }
  return names
}

const idsPerPage = 5000

/** The stable ids of all known entries of a kind. */
export async function* knownIds(job: ReadJob, kind: SubjectKind): AsyncGenerator<readonly string[]> {
  for (let after = ''; ;) {
    const rows = await job.task.store.db
      .selectFrom('known_entries')
      .select('stable_id')
      .where('directory_id', '=', job.directoryId)
      .where('kind', '=', kind)
      .where('stable_id', '>', after)
      .orderBy('stable_id')
      .limit(idsPerPage)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.stable_id
    yield rows.map((row) => row.stable_id)
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
