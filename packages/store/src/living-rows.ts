import type { Insertable } from 'kysely'
import type { Database } from './open-store.ts'
import type { Tables } from './schema.ts'

/** Tables whose rows have a version, and stay as tombstones. */
type Living = 'people' | 'groups'
type Bookkeeping = 'row_version' | 'created_at' | 'updated_at' | 'deleted_at'

/** A new row around the columns that say what it is. */
export const newRow = <Columns>(id: number, columns: Columns, at: string) => ({
  id,
  row_version: 1,
  ...columns,
  created_at: at,
  updated_at: at,
  deleted_at: null,
})

/**
 * Writes columns of a row, if it is living and still the version that was read; false when it is not, and nothing was
 * written. The one guard of every write to an account (rule 9).
 */
export async function updateGuarded<Table extends Living>(
  db: Database,
  table: Table,
  { id, rowVersion, at }: { readonly id: number; readonly rowVersion: number; readonly at: string },
  columns: Partial<Omit<Insertable<Tables[Table]>, 'id' | Exclude<Bookkeeping, 'deleted_at'>>>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable<Living>(table)
    .set({ ...columns, row_version: rowVersion + 1, updated_at: at })
    .where('id', '=', id)
    .where('row_version', '=', rowVersion)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
