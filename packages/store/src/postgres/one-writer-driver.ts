import {
  CompiledQuery,
  PostgresDriver as PooledDriver,
  SelectQueryNode,
  type DatabaseConnection,
  type Driver,
  type PostgresPool,
  type QueryResult,
} from 'kysely'
import type Cursor from 'pg-cursor'
import { stagingTables } from '../open-staging.ts'
import { withWords } from './explain-failure.ts'
import { PlannerTeller } from './tell-planner.ts'

/** Any number that other programs on the same database are unlikely to lock: "Bindery". */
const writeLock = 0x42_69_6e_64
/** Writes to tables that nobody else has. */
const ofStaging = new RegExp(`^(insert into|update|delete from) "(${stagingTables.join('|')})"`)
const begin = CompiledQuery.raw(`begin; select pg_advisory_xact_lock(${writeLock})`)

/**
 * PostgreSQL with one writer at a time, as SQLite has: whoever has begun a transaction, in whatever thread or process,
 * is alone in writing until it ends, so that what it read still holds when it writes. Reads outside of a transaction
 * wait for nobody.
 */
export class OneWriterDriver implements Driver {
  readonly #writer: Driver
  readonly #readers: Driver
  readonly #planner = new PlannerTeller()

  constructor(pools: {
    /** Of one connection: who wants to write waits here for those before. */
    readonly writer: PostgresPool
    /** May be the writer’s. */
    readonly readers: PostgresPool
    readonly cursor: typeof Cursor
  }) {
    const { writer, readers, cursor } = pools
    const open = (pool: PostgresPool) => new PooledDriver({ pool, cursor })
    this.#writer = open(writer)
    this.#readers = readers === writer ? this.#writer : open(readers)
  }

  async init(): Promise<void> {
    await this.#writer.init()
    await this.#readers.init()
  }

  acquireConnection(): Promise<Session> {
    return Promise.resolve(new Session(this.#writer, this.#readers, this.#planner))
  }

  beginTransaction(session: Session): Promise<void> {
    return session.begin()
  }

  commitTransaction(session: Session): Promise<void> {
    return session.commit()
  }

  rollbackTransaction(session: Session): Promise<void> {
    return session.rollback()
  }

  releaseConnection(session: Session): Promise<void> {
    return session.release()
  }

  async destroy(): Promise<void> {
    await this.#writer.destroy()
    if (this.#readers !== this.#writer) await this.#readers.destroy()
  }
}

async function read<Row>(pool: Driver, query: CompiledQuery): Promise<QueryResult<Row>> {
  const connection = await pool.acquireConnection()
  try {
    return await connection.executeQuery<Row>(query)
  } finally {
    await pool.releaseConnection(connection)
  }
}

/** What Kysely takes for a connection: it has one of the pools' only while a query or a transaction needs it. */
class Session implements DatabaseConnection {
  readonly #writer: Driver
  readonly #readers: Driver
  readonly #planner: PlannerTeller
  #writing: DatabaseConnection | undefined

  constructor(writer: Driver, readers: Driver, planner: PlannerTeller) {
    this.#writer = writer
    this.#readers = readers
    this.#planner = planner
  }

  async begin(): Promise<void> {
    await withWords(async () => {
      this.#writing = await this.#writer.acquireConnection()
      try {
        await this.#writing.executeQuery(begin)
      } catch (error) {
        await this.rollback().catch(() => undefined)
        throw error
      }
    })
  }

  async commit(): Promise<void> {
    const writing = this.#inTransaction()
    await withWords(() => this.#writer.commitTransaction(writing))
    await this.#planner.tell(writing)
    await this.release()
  }

  async rollback(): Promise<void> {
    const writing = this.#inTransaction()
    try {
      await withWords(() => this.#writer.rollbackTransaction(writing))
    } finally {
      await this.release()
    }
  }

  async release(): Promise<void> {
    const writing = this.#writing
    this.#writing = undefined
    if (writing) await this.#writer.releaseConnection(writing)
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const writing = this.#writing
    if (writing) return withWords(() => this.#run(writing, query))
    if (SelectQueryNode.is(query.query)) return withWords(() => read(this.#readers, query))
    return ofStaging.test(query.sql) ? withWords(() => this.#stage(query)) : this.#write(query)
  }

  async #run<Row>(connection: DatabaseConnection, query: CompiledQuery): Promise<QueryResult<Row>> {
    const result = await connection.executeQuery<Row>(query)
    this.#planner.note(query, result)
    return result
  }

  async #stage<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const connection = await this.#writer.acquireConnection()
    try {
      const result = await this.#run<Row>(connection, query)
      await this.#planner.tell(connection)
      return result
    } finally {
      await this.#writer.releaseConnection(connection)
    }
  }

  async *streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    if (this.#writing) return yield* this.#writing.streamQuery<Row>(query, chunkSize)
    const connection = await withWords(() => this.#readers.acquireConnection())
    try {
      yield* connection.streamQuery<Row>(query, chunkSize)
    } finally {
      await this.#readers.releaseConnection(connection)
    }
  }

  /** A write on its own waits for the transactions of others too. */
  async #write<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    await this.begin()
    try {
      const result = await this.executeQuery<Row>(query)
      await this.commit()
      return result
    } catch (error) {
      if (this.#writing) await this.rollback().catch(() => undefined)
      throw error
    }
  }

  #inTransaction(): DatabaseConnection {
    if (!this.#writing) throw new Error('There is no transaction')
    return this.#writing
  }
}
