import { Kysely, type Dialect } from 'kysely'
import { migrate } from './migrate.ts'
import type { Tables } from './schema.ts'

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
 * Where the database is: a file of SQLite's, or ':memory:' for one that goes with the process; or the `postgres://` URL
 * of an existing database of PostgreSQL's. There, one connection does everything in turn, as in SQLite, and has what
 * `openStaging` makes; with `readers`, reads outside of a transaction have connections of their own, and wait for nobody.
 */
export type StorePlace = { readonly file: string } | { readonly url: string; readonly readers?: boolean }

/**
 * Opens the database and brings its tables up to date. Throws when it cannot be opened, is not a database, or was made
 * by a newer Bindery.
 * @param check looks at the database before anything in it is changed; what it throws is passed on. Tables may be missing.
 */
export async function openStore(place: StorePlace, check?: (db: Database) => Promise<void>): Promise<Store> {
  const dialect = await openDialect(place)
  const db = new Kysely<Tables>({ dialect })
  try {
    await check?.(db)
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

/** Of the two drivers, each some megabytes in every thread, only the one that is needed is loaded. */
async function openDialect(place: StorePlace): Promise<Dialect> {
  if ('file' in place) return (await import('./sqlite/open-sqlite.ts')).openSqlite(place.file)
  return (await import('./postgres/open-postgres.ts')).openPostgres(place.url, place)
}
