import type BetterSqlite3 from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

const keep = 100

/**
 * The database as Kysely sees it, with two differences: prepared statements are reused (Kysely prepares anew for
 * every query), and transactions begin `immediate`. A deferred one that reads and then writes fails at once when
 * another connection wrote in between, whatever the busy timeout says.
 */
export function reuseStatements(database: BetterSqlite3.Database): SqliteDatabase {
  const statements = new Map<string, BetterSqlite3.Statement>()
  return {
    close: () => {
      statements.clear()
      database.close()
    },
    prepare(sql): SqliteStatement {
      const text = sql === 'begin' ? 'begin immediate' : sql
      const known = statements.get(text)
      const statement = known ?? database.prepare(text)
      // The one used last goes to the end, so that the first is the one to forget.
      statements.delete(text)
      statements.set(text, statement)
      if (statements.size > keep) statements.delete(statements.keys().next().value ?? '')
      return statement
    },
  }
}
