import { sql } from 'kysely'
import type { Database } from '../open-store.ts'

/** The columns, as `table.column`, that hold a text somewhere, whatever table they are of. Reads the whole database. */
export async function columnsContaining(db: Database, text: string): Promise<string[]> {
  const found: string[] = []
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  for (const table of await db.introspection.getTables())
    for (const { name, dataType } of table.columns) {
      if (!/text|char/i.test(dataType)) continue
      const { rows } = await sql`
        select 1 from ${sql.table(table.name)} where ${sql.ref(name)} like ${pattern} escape '\\' limit 1
      `.execute(db)
      if (rows.length > 0) found.push(`${table.name}.${name}`)
    }
  return found
}
