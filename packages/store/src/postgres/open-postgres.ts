import {
  ColumnDefinitionNode,
  OperatorNode,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  PrimitiveValueListNode,
  type BinaryOperationNode,
  type DataTypeNode,
  type Driver,
} from 'kysely'
import { Pool, types, type ClientBase, type PoolConfig } from 'pg'
import Cursor from 'pg-cursor'
import { checkUrl } from './check-url.ts'
import { nameStatements } from './name-statements.ts'
import { OneWriterDriver } from './one-writer-driver.ts'

type TypeId = Parameters<typeof types.getTypeParser>[0]

const readConnections = 3
/** Longer than any statement of ours takes, whatever the server's own limit: a million rows are compared in one. */
const statementMilliseconds = 600_000
/** How long a query waits for a connection, and for the transaction before it; and how long one may be left alone, its writer being gone. */
const waitMilliseconds = 60_000

/** Counts and sums come as text otherwise, for they could be larger than a number holds exactly; ours are not. */
const asNumbers: readonly TypeId[] = [types.builtins.INT8, types.builtins.NUMERIC]

/**
 * The dialect over the PostgreSQL database of a `postgres://` URL. Connections are made as queries need them, and anew
 * when they broke off.
 * @throws DataError when the URL is none
 */
export function openPostgres(url: string, options: { readonly readers?: boolean }): PostgresDialect {
  checkUrl(url)
  const common: PoolConfig = {
    connectionString: url,
    application_name: 'bindery',
    keepAlive: true,
    connectionTimeoutMillis: waitMilliseconds,
    // What is staged belongs to a connection, so one that is not used for a while stays.
    idleTimeoutMillis: 0,
    statement_timeout: statementMilliseconds,
    lock_timeout: waitMilliseconds,
    idle_in_transaction_session_timeout: waitMilliseconds,
    ...hooks,
    types: {
      getTypeParser(type: TypeId, format?: 'text' | 'binary') {
        if (asNumbers.includes(type)) return Number
        // SQLite has no other truth values.
        if (type === types.builtins.BOOL) return (value: string) => (value === 't' ? 1 : 0)
        return types.getTypeParser(type, format)
      },
    },
  }
  const writer = nameStatements(openPool({ ...common, max: 1 }))
  // What people search for is planned for just that.
  const readers = options.readers ? openPool({ ...common, max: readConnections }) : writer
  return new OneWriterDialect(
    { pool: writer },
    () => new OneWriterDriver({ writer, readers, cursor: Cursor }),
  )
}

class OneWriterDialect extends PostgresDialect {
  readonly #driver: () => Driver

  constructor(config: ConstructorParameters<typeof PostgresDialect>[0], driver: () => Driver) {
    super(config)
    this.#driver = driver
  }

  override createDriver(): Driver {
    return this.#driver()
  }

  override createAdapter(): PostgresAdapter {
    return new OneWriterAdapter()
  }

  override createQueryCompiler(): PostgresQueryCompiler {
    return new LikeSqliteCompiler()
  }
}

/** A migration runs in a transaction, and so is alone already; a second lock would only be one to block each other with. */
class OneWriterAdapter extends PostgresAdapter {
  override acquireMigrationLock(): Promise<void> {
    return Promise.resolve()
  }

  override releaseMigrationLock(): Promise<void> {
    return Promise.resolve()
  }
}

class LikeSqliteCompiler extends PostgresQueryCompiler {
  /** Text is compared and ordered by its bytes, whatever language the database was made for. */
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node)
    if (node.dataType === 'text' && this.parentNode && ColumnDefinitionNode.is(this.parentNode))
      this.append(' collate "C"')
  }

  /** A list is one parameter, so that the text is the same however long it is: it may even be empty. */
  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    const { leftOperand, operator, rightOperand } = node
    const word = OperatorNode.is(operator) && PrimitiveValueListNode.is(rightOperand) ? operator.operator : ''
    if (!PrimitiveValueListNode.is(rightOperand) || (word !== 'in' && word !== 'not in'))
      return super.visitBinaryOperation(node)
    this.visitNode(leftOperand)
    this.append(word === 'in' ? ' = any(' : ' <> all(')
    this.appendValue(rightOperand.values)
    this.append(')')
  }
}

/**
 * What a sync asks for is in memory, or on a disk that does not turn: reading a whole table instead of some rows seldom
 * pays. What it stages stays in memory. Tables that grow are looked at again and again, so briefly.
 */
const tune = "set random_page_cost = 1.1; set temp_buffers = '64MB'; set default_statistics_target = 25"
/** The pool waits for it, whatever its type says, and gives up a connection where it fails. */
const hooks = { onConnect: async (client: ClientBase) => void (await client.query(tune)) }

function openPool(config: PoolConfig): Pool {
  const pool = new Pool(config)
  // A connection that breaks off tells whoever waits for its answer; told to nobody else, it would end the process.
  const ignore = () => undefined
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))
  return pool
}
