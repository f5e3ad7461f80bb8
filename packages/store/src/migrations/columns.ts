import { PostgresAdapter, sql, type ColumnDefinitionBuilder, type Kysely, type RawBuilder } from 'kysely'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder

/** Column kinds, so that a table reads as a list of names. */
export const id: Column = (column) => column.primaryKey()
export const primaryKey: Column = (column) => column.primaryKey().notNull()
export const text: Column = (column) => column.notNull()
export const number: Column = (column) => column.notNull()
export const flag: Column = (column) => column.notNull()
export const optional: Column = (column) => column

/** An id that the database gives, to one row ever: who was let in as a row that is gone must not be taken for the next. */
export function generatedId(db: Pick<Kysely<unknown>, 'getExecutor'>): Column {
  return (column) =>
    isPostgres(db)
      ? column.primaryKey().generatedByDefaultAsIdentity()
      : column.primaryKey().autoIncrement().notNull()
}

/** For tables that are little more than their key: SQLite then keeps the rows in the key's tree, not beside it. */
export function clustered(db: Pick<Kysely<unknown>, 'getExecutor'>): RawBuilder<unknown> {
  return isPostgres(db) ? sql`` : sql`without rowid`
}

export const isPostgres = (db: Pick<Kysely<unknown>, 'getExecutor'>) =>
  db.getExecutor().adapter instanceof PostgresAdapter
