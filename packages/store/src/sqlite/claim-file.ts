import type { Claim } from '../claim-store.ts'
import { DataError } from '../data-error.ts'
import { checkRuntime } from './check-runtime.ts'
import { makePrivate } from './make-private.ts'

/** One that was asked to stop may still be about to. */
const waitMilliseconds = 3000

/**
 * Locks a file beside the database. Node has no locks of files, SQLite does: a transaction on it that never ends is one,
 * which the system takes away with the process.
 */
export async function claimFile(file: string): Promise<Claim> {
  checkRuntime(process.versions)
  const { default: Sqlite } = await import('better-sqlite3')
  const lock = `${file}.lock`
  makePrivate(lock)
  const database = new Sqlite(lock, { timeout: waitMilliseconds })
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if (!(error instanceof Sqlite.SqliteError) || error.code !== 'SQLITE_BUSY') throw error
    throw new DataError(
      `Another Bindery works on ${file}. Stop it first, or start this one with another --data-dir.`,
    )
  }
  return {
    release: async () => {
      database.close()
      await Promise.resolve()
    },
  }
}
