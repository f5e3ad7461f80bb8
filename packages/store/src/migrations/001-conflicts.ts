import type { Kysely } from 'kysely'
import { id, number, optional, text } from './columns.ts'

/** Conflicts, kept until a person decides or they are gone. */
export async function createConflicts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('conflicts')
    .addColumn('id', 'integer', id)
    .addColumn('directory_id', 'integer', number)
    .addColumn('key', 'text', text)
    .addColumn('family', 'text', text)
    .addColumn('reason', 'text', text)
    .addColumn('subject_kind', 'text', text)
    .addColumn('state', 'text', text)
    .addColumn('name', 'text', text)
    .addColumn('display_name', 'text', text)
    .addColumn('search_text', 'text', text)
    .addColumn('dn', 'text', optional)
    .addColumn('local_id', 'integer', optional)
    .addColumn('link_id', 'integer', optional)
    .addColumn('stable_id', 'text', optional)
    .addColumn('why', 'text', text)
    .addColumn('details', 'text', text)
    .addColumn('facts', 'text', text)
    .addColumn('decision', 'text', optional)
    .addColumn('decision_facts', 'text', optional)
    .addColumn('decided_by', 'text', text)
    .addColumn('decided_at', 'text', optional)
    .addColumn('first_seen_at', 'text', text)
    .addColumn('plan_id', 'integer', number)
    .addUniqueConstraint('conflicts_key', ['directory_id', 'key'])
    .execute()
  await db.schema.createIndex('conflicts_by_state').on('conflicts').columns(['state', 'id']).execute()
}
