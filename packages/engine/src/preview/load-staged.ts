import type { SubjectKind } from '@bindery/contract'
import { groupValues, personValues, type Tables } from '@bindery/store'
import type { LocalValues, RuleBase } from '@bindery/sync'
import { readBases } from '../pack/pack-bases.ts'
import { readStaged, type StagedData } from '../pack/pack-staged.ts'
import type { ReadJob, SubjectRead } from './preview-job.ts'

export interface LocalObject {
  readonly id: number
  readonly name: string
  readonly displayName: string
  readonly rowVersion: number
  readonly values: LocalValues
}
/** One subject as the merge sees it: base, local, entry. */
export interface StagedPair {
  readonly id: number
  readonly stableId: string | null
  readonly dn: string
  readonly hash: string
  readonly verdict: string
  readonly data: StagedData
  /** The account it is linked or matched to, or the id reserved for the one it will become. */
  readonly localId: number | null
  readonly link: {
    readonly id: number
    readonly state: string
    readonly dn: string
    readonly base: Readonly<Record<string, RuleBase>>
    /** What the base of its members belongs to. */
    readonly membersFingerprint: string
  } | null
  /** Null: none, or deleted. */
  readonly local: LocalObject | null
}

/** Where a batch of staged entries ends. One DN may be read twice, as somebody is made anew in the middle of it. */
export type StagedPlace = Readonly<Pick<Tables['staged_entries'], 'dn_key'> & { id: number }>
export const firstPlace: StagedPlace = { dn_key: '', id: 0 }

/** A staged group carries its members. */
const batchSizes = { person: 200, group: 20 } as const

/** Staged entries (or what is staged under another kind) with their link and their local object, in batches, by DN: whatever order the server told them in, the same state makes the same plan. */
export async function* loadStaged(
  job: ReadJob,
  read: SubjectRead,
  staged: string = read.kind,
): AsyncGenerator<StagedPair[]> {
  for (let after: StagedPlace = firstPlace; ;) {
    const rows = await stagedRows(job, staged)
      .select('staged_entries.dn_key')
      .where((build) =>
        build(
          build.refTuple('staged_entries.dn_key', 'staged_entries.id'),
          '>',
          build.tuple(after.dn_key, after.id),
        ),
      )
      .orderBy('staged_entries.dn_key')
      .orderBy('staged_entries.id')
      .limit(batchSizes[read.kind])
      .execute()
    const last = rows.at(-1)
    if (!last) return
    after = last
    yield await toPairs(job, read.kind, rows)
  }
}

/** One staged entry, as `loadStaged` has it. */
export async function loadOneStaged(job: ReadJob, read: SubjectRead, id: number): Promise<StagedPair> {
  const row = await stagedRows(job, read.kind).where('staged_entries.id', '=', id).executeTakeFirstOrThrow()
  const [pair] = await toPairs(job, read.kind, [row])
  if (!pair) throw new Error('One row makes one pair')
  return pair
}

/** What is staged of a kind. */
export function stagedRows(job: ReadJob, kind: string) {
  return job.task.store.db
    .selectFrom('staged_entries')
    .leftJoin('links', 'links.id', 'staged_entries.link_id')
    .select([
      'staged_entries.id',
      'staged_entries.stable_id',
      'staged_entries.dn',
      'staged_entries.hash',
      'staged_entries.verdict',
      'staged_entries.data',
      'staged_entries.local_id',
      'staged_entries.link_id',
    ])
    .select(['links.state', 'links.dn as link_dn', 'links.base', 'links.members_fingerprint'])
    .where('staged_entries.snapshot_id', '=', job.snapshotId)
    .where('staged_entries.kind', '=', kind)
}
type StagedRow = Awaited<ReturnType<ReturnType<typeof stagedRows>['execute']>>[number]

/** Staged rows with their local objects. */
export async function toPairs(
  job: ReadJob,
  kind: SubjectKind,
  rows: readonly StagedRow[],
): Promise<StagedPair[]> {
  const ids = rows.flatMap((row) => (row.local_id === null ? [] : [row.local_id]))
  const locals = await loadLocals(job, kind, ids)
  return rows.map((row) => ({
    id: row.id,
    stableId: row.stable_id,
    dn: row.dn,
    hash: row.hash,
    verdict: row.verdict,
    data: readStaged(row.data),
    localId: row.local_id,
    link:
      row.link_id === null
        ? null
        : {
            id: row.link_id,
            state: row.state ?? '',
            dn: row.link_dn ?? '',
            base: readBases(row.base ?? '{}'),
            membersFingerprint: row.members_fingerprint ?? '',
          },
    local: (row.local_id === null ? undefined : locals.get(row.local_id)) ?? null,
  }))
}

/** Living people or groups by id. */
export async function loadLocals(
  job: Pick<ReadJob, 'task'>,
  kind: SubjectKind,
  ids: readonly number[],
): Promise<Map<number, LocalObject>> {
  if (ids.length === 0) return new Map()
  const { db } = job.task.store
  if (kind === 'person') {
    const rows = await db
      .selectFrom('people')
      .selectAll()
      .where('id', 'in', [...ids])
      .where('deleted_at', 'is', null)
      .execute()
    return new Map(
      rows.map((row) => [
        row.id,
        { id: row.id, name: row.username, ...personOf(personValues(row)), rowVersion: row.row_version },
      ]),
    )
  }
  const rows = await db
    .selectFrom('groups')
    .selectAll()
    .where('id', 'in', [...ids])
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        displayName: row.name,
        rowVersion: row.row_version,
        values: groupValues(row),
      },
    ]),
  )
}

function personOf(values: LocalValues) {
  return { values, displayName: values['displayName']?.[0] ?? '' }
}
