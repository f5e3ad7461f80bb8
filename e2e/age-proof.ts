import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Makes it an hour ago that anybody showed a server who they are; `data` is the data directory of one with an embedded database. */
export function ageProofs(data: string): void {
  const database = new DatabaseSync(join(data, 'bindery.sqlite'), { timeout: 10_000 })
  try {
    database.prepare('update sessions set proved_at = ?').run(new Date(Date.now() - 3_600_000).toISOString())
  } finally {
    database.close()
  }
}
