import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type { Pool, PoolClient } from 'pg'

/** Each is some kilobytes of the server's memory, per connection. */
const keep = 200

/**
 * The pool as Kysely sees it, with one difference: what has parameters is prepared by a name, so that its text is read
 * once per connection.
 */
export function nameStatements(pool: Pool): PostgresPool {
  const clients = new WeakMap<PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const naming = clients.get(client) ?? new NamingClient(client)
      clients.set(client, naming)
      return naming
    },
  }
}

class NamingClient implements PostgresPoolClient {
  readonly #client: PoolClient
  readonly #names = new Map<string, string>()

  constructor(client: PoolClient) {
    this.#client = client
  }

  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>
  query(query: string | PostgresCursor<unknown>, values: readonly unknown[] = []): unknown {
    if (typeof query !== 'string') return this.#client.query(query as never)
    const name = values.length > 0 ? this.#nameOf(query) : undefined
    return this.#client.query({ text: query, values: [...values], ...(name !== undefined && { name }) })
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy)
  }

  /** The first texts have one; what is asked in ever new words afterwards does not push them out. */
  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text)
    if (known !== undefined || this.#names.size >= keep) return known
    const name = `s${this.#names.size}`
    this.#names.set(text, name)
    return name
  }
}
