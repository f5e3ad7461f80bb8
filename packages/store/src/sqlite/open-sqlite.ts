import { SqliteDialect } from 'kysely'
import { checkRuntime } from './check-runtime.ts'
import { makePrivate } from './make-private.ts'
import { reuseStatements } from './reuse-statements.ts'

const busyMilliseconds = 10_000

/**
 * The dialect over one SQLite file (or ':memory:'), which is created when missing: mode 0600, in a directory of
 * mode 0700 when that is created too (one that exists is left as it is: it may be shared).
 */
export async function openSqlite(file: string): Promise<SqliteDialect> {
  checkRuntime(process.versions)
  // Only now: on an old Node, loading the driver ends the process without a word.
  const { default: Sqlite } = await import('better-sqlite3')
  // SQLite gives its -wal and -shm files the mode of the database file.
  if (file !== ':memory:') makePrivate(file)
  const database = new Sqlite(file, { timeout: busyMilliseconds })
  database.pragma('journal_mode = WAL')
  // In WAL mode a killed process loses no commit under NORMAL; only a power cut can lose the newest ones, and then
  // whole and in order, so the journal never lies. FULL would add a disk flush to every operation of a run.
  database.pragma('synchronous = NORMAL')
  // A checkpoint syncs the file: every 40 MB rather than every 4, or bulk loads wait for the disk.
  database.pragma('wal_autocheckpoint = 10000')
  database.pragma('foreign_keys = ON')
  // 8 MB: what is hot fits, and the system caches the file anyway.
  database.pragma('cache_size = -8192')
  // What is staged lies in a file that the system caches too; the driver would keep 16 MB of it.
  database.pragma('temp.cache_size = -4096')
  // What is staged: no file of old pages for every statement. One that fails ends its task, and the tables with it.
  database.pragma('temp.journal_mode = MEMORY')
  return new SqliteDialect({ database: reuseStatements(database) })
}
