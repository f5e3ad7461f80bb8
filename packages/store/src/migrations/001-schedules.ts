import type { Kysely } from 'kysely'
import { id, number, optional, text } from './columns.ts'

/** When each directory is previewed next by itself, and how the last time ended. */
export async function createSchedules(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('schedules')
    .addColumn('directory_id', 'integer', id)
    .addColumn('rule', 'text', text)
    .addColumn('next_at', 'text', optional)
    .addColumn('paused_at', 'text', optional)
    .addColumn('paused_by', 'text', text)
    .addColumn('paused_why', 'text', text)
    .addColumn('last_at', 'text', optional)
    .addColumn('last_outcome', 'text', text)
    .addColumn('last_sentence', 'text', text)
    .addColumn('last_plan_id', 'integer', optional)
    .addColumn('last_run_id', 'integer', optional)
    .addColumn('failures', 'integer', number)
    .addColumn('failure', 'text', optional)
    .execute()
}
