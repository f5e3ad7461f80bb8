import type { Database } from '@bindery/store'
import type { ChangeRow } from './apply-job.ts'

/** Ids of those local objects of these rows, all of one kind, that nobody deleted since the preview. */
export async function livingAccounts(db: Database, rows: readonly ChangeRow[]): Promise<Set<number>> {
  const found = await db
    .selectFrom(rows[0]?.subject_kind === 'group' ? 'groups' : 'people')
    .select('id')
    .where('deleted_at', 'is', null)
    .where(
      'id',
      'in',
      rows.map((row) => row.local_id ?? 0),
    )
    .execute()
  return new Set(found.map(({ id }) => id))
}
