import { PostgresAdapter, type ColumnDefinitionBuilder, type Kysely } from 'kysely'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder

/** Column kinds, so that a table reads as a list of names. */
export const id: Column = (column) => column.primaryKey()
export const primaryKey: Column = (column) => column.primaryKey().notNull()
export const text: Column = (column) => column.notNull()
export const number: Column = (column) => column.notNull()
export const flag: Column = (column) => column.notNull()
export const optional: Column = (column) => column

/** An id that the database gives: SQLite numbers an integer primary key by itself, PostgreSQL wants to be told. */
export function generatedId(db: Kysely<unknown>): Column {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  return (column) =>
    isPostgres ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().notNull()
}
