import { sql } from 'kysely'

/** How deep the entry of this DN is, near enough: it has a comma more, at least, than the one above it. */
export const dnDepth = (column: string) =>
  sql<number>`length(${sql.ref(column)}) - length(replace(${sql.ref(column)}, ',', ''))`
