import { sql } from 'kysely'
import type { Database } from '../open-store.ts'
import type { Tables } from '../schema.ts'

/** A column of texts, of a table whose ids are whole numbers. */
export interface TextColumn {
  readonly table: keyof Tables
  readonly column: string
}

/** What a row of it holds. */
export interface TextOf {
  readonly id: number
  readonly value: string
}

/** What the next rows with something in it hold, in the order of their ids. */
export async function readTexts(
  db: Database,
  { table, column }: TextColumn,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<TextOf[]> {
  const { rows } = await sql<TextOf>`
    select id, ${sql.ref(column)} as value from ${sql.table(table)}
    where id > ${after} and ${sql.ref(column)} <> ''
    order by id limit ${sql.lit(limit)}`.execute(db)
  return rows
}

/** Gives rows other texts, in one statement. */
export async function writeTexts(
  db: Database,
  { table, column }: TextColumn,
  rows: readonly TextOf[],
): Promise<void> {
  const values = sql.join(rows.map(({ id, value }) => sql`(${id}, ${value})`))
  // Both databases name the columns of a list of values so; PostgreSQL takes what is in them for text.
  await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = anew.column2 from (values ${values}) as anew
    where id = cast(anew.column1 as integer)`.execute(db)
}
