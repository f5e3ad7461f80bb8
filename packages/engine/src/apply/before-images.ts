import type { Database } from '@bindery/store'
import type { ApplyJob, ChangeRow } from './apply-job.ts'

/** What an undo needs to know and no plan row tells: what a deletion takes away, and what a row did not do. */
export interface BeforeImage {
  /** Every readable attribute of a deleted entry. */
  readonly entry?: Record<string, readonly string[]>
  /** Ids of the groups that a deleted person was in, or of the people in a deleted group. */
  readonly memberships?: readonly number[]
  /** Of a row of memberships: ids of people for whom it was so already. */
  readonly alreadySo?: readonly number[]
}

const withBefore = (row: ChangeRow, before: BeforeImage): ChangeRow => ({
  ...row,
  payload: { ...row.payload, before },
})

/** The rows of a batch, its deletions with the memberships that go with them. */
export async function imageAccounts(db: Database, batch: readonly ChangeRow[]): Promise<ChangeRow[]> {
  const imaged: ChangeRow[] = []
  for (const row of batch)
    imaged.push(row.kind === 'delete' ? withBefore(row, { memberships: await membershipsOf(db, row) }) : row)
  return imaged
}

async function membershipsOf(db: Database, row: ChangeRow): Promise<number[]> {
  const [mine, other] =
    row.subject_kind === 'person'
      ? (['person_id', 'group_id'] as const)
      : (['group_id', 'person_id'] as const)
  const rows = await db
    .selectFrom('memberships')
    .select(`${other} as id`)
    .where(mine, '=', row.local_id ?? 0)
    .execute()
  return rows.map(({ id }) => id)
}

/** The rows of a batch, its deletions with the entries as they are just before. */
export async function imageEntries(
  job: ApplyJob,
  batch: readonly ChangeRow[],
): Promise<readonly ChangeRow[]> {
  const ids = batch.flatMap((row) => (row.kind === 'delete' && row.stable_id !== null ? [row.stable_id] : []))
  if (ids.length === 0) return batch
  const found = await job.session.lookUp(ids, ['*'])
  const schema = await job.session.schema()
  // The stable id comes along with every entry, and no entry can be made with one.
  const own = ([name]: readonly [string, unknown]) =>
    job.session.server.keeps.includes(name) ||
    // A domain never changes an entry's classes, but it is told them when the entry is made.
    (name !== 'objectclass' && schema.attribute(name)?.noUserModification === true)
  return batch.map((row) => {
    const entry = found.get(row.stable_id ?? '')
    return entry && row.kind === 'delete'
      ? withBefore(row, { entry: Object.fromEntries([...entry.attributes].filter((one) => !own(one))) })
      : row
  })
}
