import type { Database, Tables } from '@bindery/store'

type Row = Pick<Tables['plan_changes'], 'plan_id' | 'conflict_key'>

/** The ids of the conflicts that these rows of one plan speak of, by key. */
export async function loadConflictIds(db: Database, rows: readonly Row[]): Promise<Map<string, number>> {
  const keys = rows.flatMap((row) => row.conflict_key ?? [])
  const [first] = rows
  if (!first || keys.length === 0) return new Map()
  const found = await db
    .selectFrom('conflicts')
    .innerJoin('plans', 'plans.directory_id', 'conflicts.directory_id')
    .select(['conflicts.id', 'conflicts.key'])
    .where('plans.id', '=', first.plan_id)
    .where('conflicts.key', 'in', [...new Set(keys)])
    .execute()
  return new Map(found.map((row) => [row.key, row.id]))
}
