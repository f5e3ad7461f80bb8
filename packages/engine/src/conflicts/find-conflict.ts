import { BinderyError } from '@bindery/contract'
import type { Database } from '@bindery/store'
import type { ConflictRow } from './to-conflict.ts'

/** The row of a conflict. Throws `not_found`. */
export async function findConflict(db: Database, id: number): Promise<ConflictRow> {
  const row = await db.selectFrom('conflicts').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new BinderyError('not_found', `There is no conflict ${id}`)
  return row
}
