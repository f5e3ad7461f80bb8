import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { createTables } from './migrations/001-first.ts'
import type { Tables } from './schema.ts'

const migrations = { '001-first': { up: createTables } }

/** Brings the database to the newest tables; throws what the failing migration threw, having changed nothing. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}
