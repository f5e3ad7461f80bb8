import { CompiledQuery, sql, type DialectAdapter, type Insertable } from 'kysely'
import { isPostgres } from './migrations/columns.ts'
import type { Database } from './open-store.ts'
import { arrayRows, type ArrayRow } from './postgres/array-rows.ts'
import type { Tables } from './schema.ts'

/** SQLite binds at most 32,766 parameters; far fewer are as fast and keep the statement small. */
const parametersPerStatement = 1_000
/** PostgreSQL is given a column as one parameter; what is in memory twice stays little. */
const rowsOfArrays = 1_000

type TableName = keyof Tables
type Row<Name extends TableName> = Readonly<Insertable<Tables[Name]>>

/** Inserts rows that all have the columns of the first. Many at once: the SQL text is made once per shape. */
export function insertMany<Name extends TableName>(
  db: Database,
  table: Name,
  rows: readonly Row<Name>[],
): Promise<number> {
  return insert(db, table, rows, '')
}

/** As `insertMany`, passing over rows that a unique key already has. Returns how many were new. */
export function insertMissing<Name extends TableName>(
  db: Database,
  table: Name,
  rows: readonly Row<Name>[],
): Promise<number> {
  return insert(db, table, rows, ' on conflict do nothing')
}

/** As `insertMany`; of a row whose key is there already these columns are written over. */
export function insertOrUpdate<Name extends TableName>(
  db: Database,
  table: Name,
  rows: readonly Row<Name>[],
  {
    key,
    update,
  }: { readonly key: readonly (keyof Row<Name>)[]; readonly update: readonly (keyof Row<Name>)[] },
): Promise<number> {
  const set = update.map((column) => `"${String(column)}" = excluded."${String(column)}"`)
  return insert(db, table, rows, ` on conflict (${key.join()}) do update set ${set.join()}`)
}

async function insert<Name extends TableName>(
  db: Database,
  table: Name,
  rows: readonly Row<Name>[],
  suffix: string,
): Promise<number> {
  const [sample] = rows
  if (!sample) return 0
  const columns = Object.keys(sample) as (keyof Row<Name> & string)[]
  return isPostgres(db)
    ? insertArrays(db, table, columns, rows, suffix)
    : insertValues(db, table, columns, rows, suffix)
}

async function insertArrays(
  db: Database,
  table: string,
  columns: readonly string[],
  rows: readonly ArrayRow[],
  suffix: string,
): Promise<number> {
  const names = columns.map((column) => `"${column}"`).join()
  let inserted = 0
  for (let start = 0; start < rows.length; start += rowsOfArrays) {
    const { text, parameters } = arrayRows(columns, rows.slice(start, start + rowsOfArrays))
    const insertion = `insert into "${table}" (${names}) ${text}${suffix}`
    const result = await db.executeQuery(CompiledQuery.raw(insertion, [...parameters]))
    inserted += Number(result.numAffectedRows ?? 0)
  }
  return inserted
}

async function insertValues(
  db: Database,
  table: string,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
  suffix: string,
): Promise<number> {
  const most = parametersPerStatement / columns.length
  let inserted = 0
  for (let start = 0, end = 0; start < rows.length; start = end) {
    end = start + powerOfTwoWithin(Math.min(most, rows.length - start))
    const parameters: unknown[] = []
    for (let index = start; index < end; index += 1)
      for (const column of columns) parameters.push(rows[index]?.[column])
    const text = statementText(db, table, columns, end - start, suffix)
    const result = await db.executeQuery(CompiledQuery.raw(text, parameters))
    inserted += Number(result.numAffectedRows ?? 0)
  }
  return inserted
}

/** Batches of 1, 2, 4, 8… rows: any number of rows is inserted with a handful of texts per shape. */
function powerOfTwoWithin(most: number): number {
  return 2 ** Math.max(0, Math.floor(Math.log2(most)))
}

const texts = new WeakMap<DialectAdapter, Map<string, string>>()

/** Kysely writes the text (names and placeholders are the dialect's), but only once per shape. */
function statementText(
  db: Database,
  table: string,
  columns: readonly string[],
  count: number,
  suffix: string,
): string {
  const { adapter } = db.getExecutor()
  const known = texts.get(adapter) ?? new Map<string, string>()
  texts.set(adapter, known)
  const key = `${table}(${columns.join()})${count}${suffix}`
  const text = known.get(key) ?? write()
  known.set(key, text)
  return text

  function write(): string {
    const row = sql`(${sql.join(columns.map(() => sql.val(0)))})`
    const names = sql.join(columns.map((column) => sql.ref(column)))
    const values = sql.join(Array.from({ length: count }, () => row))
    return sql`insert into ${sql.table(table)} (${names}) values ${values}`.compile(db).sql + suffix
  }
}
