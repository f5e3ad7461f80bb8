import { sql } from 'kysely'
import { isPostgres } from './migrations/columns.ts'
import type { Database } from './open-store.ts'
import type { Tables } from './schema.ts'

/** Fewer rows than these change no plan of a query, or soon enough by themselves. */
const many = 1000

/**
 * After so many rows were written: has PostgreSQL look at the tables anew. Until it does so of its own accord, in minutes,
 * it takes them for as small as they were, and would join each row of one with each of another. SQLite's planner goes by
 * the indexes alone.
 */
export async function tellPlanner(
  db: Database,
  tables: readonly (keyof Tables)[],
  rows: number,
): Promise<void> {
  if (rows < many || !isPostgres(db)) return
  await sql`analyze ${sql.join(tables.map((name) => sql.table(name)))}`.execute(db)
}
