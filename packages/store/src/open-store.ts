import { Kysely } from 'kysely'
import { migrate } from './migrate.ts'
import type { Tables } from './schema.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'

/** Where queries run: the store's connection, or a transaction on it. */
export type Database = Kysely<Tables>

export interface Store {
  readonly db: Database
  /**
   * Runs `work` in one transaction: all of it or, when it throws, nothing. Use the database that `work` is given;
   * a query on `db`, or a second transaction, waits for the first to end: from inside, for ever. So does a query
   * inside a loop over a `stream()`.
   */
  transaction<Result>(work: (db: Database) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/**
 * Opens the database and brings its tables up to date. `file` is a path, or ':memory:' for one that goes with the
 * process. Throws when the file cannot be opened, is not a database, or was made by a newer Bindery.
 */
export async function openStore(options: { readonly file: string }): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: await openSqlite(options.file) })
  try {
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    db,
    transaction: (work) => db.transaction().execute(work),
    close: () => db.destroy(),
  }
}
