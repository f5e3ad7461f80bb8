import { labelOf } from './label-of.ts'
import type { StagedPair } from './load-staged.ts'
import { nameMembers, nobodyNamed, type NamedMembers } from './named-members.ts'
import type { PreviewJob } from './preview-job.ts'

/** A group and its entry, whose members are to be compared. */
export interface GroupPair {
  /** Of its staged entry; null for one that is yet to be created. */
  readonly entryId: number | null
  readonly localId: number
  readonly link: StagedPair['link']
  readonly name: string
  readonly dn: string | null
  readonly rowVersion: number | null
  readonly stableId: string | null
  /** Of the entry as it was read; '' where there is none yet. */
  readonly hash: string
  readonly named: NamedMembers
  /** The row that makes the pair, if it is new. */
  readonly needs: number | null
  /** The side that had lost the group and has it again. */
  readonly returned: 'local' | 'entry' | null
}

/** The pair that a staged group makes, or will make by this plan; null: none. */
export async function findGroupPair(job: PreviewJob, pair: StagedPair): Promise<GroupPair | null> {
  const needs = await rowThatPairs(job, pair.localId)
  if (!isPair(pair, needs)) return null
  return {
    entryId: pair.id,
    localId: pair.local?.id ?? pair.localId ?? 0,
    link: pair.link,
    name: pair.local?.name ?? labelOf(pair.dn),
    dn: pair.dn,
    rowVersion: pair.local?.rowVersion ?? null,
    stableId: pair.stableId,
    hash: pair.hash,
    named: await nameMembers(job, pair.data),
    needs,
    returned: returnedSide(pair),
  }
}

function returnedSide({ link, local }: StagedPair): GroupPair['returned'] {
  if (!link) return null
  if (!local) return 'local'
  return link.state === 'gone_directory' ? 'entry' : null
}

function isPair(pair: StagedPair, needs: number | null): boolean {
  if (pair.verdict !== '' && 'reason' in (JSON.parse(pair.verdict) as object)) return false
  if (pair.link) return needs !== null || (pair.local !== null && pair.link.state === 'active')
  return needs !== null
}

async function rowThatPairs(job: PreviewJob, localId: number | null): Promise<number | null> {
  if (localId === null) return null
  const row = await job.task.store.db
    .selectFrom('plan_changes')
    .select('id')
    .where('plan_id', '=', job.planId)
    .where('subject_kind', '=', 'group')
    .where('local_id', '=', localId)
    .where('kind', 'in', ['create', 'link'])
    .executeTakeFirst()
  return row?.id ?? null
}

/** The groups that this plan creates in the directory. */
export async function newGroupEntries(job: PreviewJob): Promise<GroupPair[]> {
  const rows = await job.task.store.db
    .selectFrom('plan_changes')
    .select(['id', 'local_id', 'name', 'dn', 'row_version'])
    .where('plan_id', '=', job.planId)
    .where('subject_kind', '=', 'group')
    .where('side', '=', 'directory')
    .where('kind', '=', 'create')
    .where('applicable', '=', 1)
    .execute()
  return rows.map((row) => ({
    entryId: null,
    localId: row.local_id ?? 0,
    link: null,
    name: row.name,
    dn: row.dn,
    rowVersion: row.row_version,
    stableId: null,
    hash: '',
    named: nobodyNamed,
    needs: row.id,
    returned: null,
  }))
}
