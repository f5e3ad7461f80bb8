import { CompiledQuery, type DatabaseConnection, type QueryResult } from 'kysely'

/** Fewer rows than these change no plan of a query. */
const many = 1000
/** What triggers write to beside a table. */
const beside: Readonly<Record<string, readonly string[]>> = { links: ['unsettled_entries'] }
const insertion = /^insert into "(\w+)"/

interface Growth {
  rows: number
  /** So many are to be told of. */
  due: number
}

/**
 * Has PostgreSQL look anew at the tables that one connection fills, whenever they have doubled. Until it does so of its own
 * accord, in minutes, it takes them for as small as they were, and would join each row of one with each of another.
 * SQLite's planner goes by the indexes alone.
 */
export class PlannerTeller {
  readonly #growths = new Map<string, Growth>()
  readonly #due = new Set<string>()

  /** Counts what a statement inserted. */
  note({ sql }: CompiledQuery, { numAffectedRows }: QueryResult<unknown>): void {
    const table = numAffectedRows && insertion.exec(sql)?.[1]
    if (!table) return
    const growth = this.#growths.get(table) ?? { rows: 0, due: many }
    growth.rows += Number(numAffectedRows)
    this.#growths.set(table, growth)
    if (growth.rows >= growth.due) this.#due.add(table)
  }

  /**
   * Looks at what has doubled; to be called between transactions, and to be awaited before the next query. What was
   * written is written even if this fails: a connection that broke off tells the next query.
   */
  async tell(connection: DatabaseConnection): Promise<void> {
    await this.#tell(connection).catch(() => undefined)
  }

  async #tell(connection: DatabaseConnection): Promise<void> {
    for (const table of this.#due) {
      this.#due.delete(table)
      const growth = this.#growths.get(table)
      const known = await rowsKnown(connection, table)
      if (growth && growth.rows < known) growth.due = known
      else await this.#analyze(connection, table)
    }
  }

  async #analyze(connection: DatabaseConnection, table: string): Promise<void> {
    const tables = [table, ...(beside[table] ?? [])].map((name) => `"${name}"`).join()
    await connection.executeQuery(CompiledQuery.raw(`analyze ${tables}`))
    this.#growths.set(table, { rows: 0, due: Math.max(many, await rowsKnown(connection, table)) })
  }
}

/** How many rows the planner reckons with; at most 0: it was never told. */
async function rowsKnown(connection: DatabaseConnection, table: string): Promise<number> {
  const { rows } = await connection.executeQuery<{ known: number }>(
    CompiledQuery.raw('select reltuples as known from pg_class where oid = to_regclass($1)', [table]),
  )
  return rows[0]?.known ?? 0
}
