import { sql, type Kysely } from 'kysely'
import { flag, id, number, optional, text } from './columns.ts'

/** Runs and their journal. */
export async function createRuns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('runs')
    .addColumn('id', 'integer', id)
    .addColumn('directory_id', 'integer', number)
    .addColumn('plan_id', 'integer', number)
    .addColumn('state', 'text', text)
    .addColumn('started_at', 'text', text)
    .addColumn('resumed_at', 'text', optional)
    .addColumn('finished_at', 'text', optional)
    .addColumn('actor', 'text', text)
    .addColumn('progress', 'text', text)
    .addColumn('planned', 'text', text)
    .addColumn('failure', 'text', optional)
    .execute()
  await db.schema.createIndex('runs_by_directory').on('runs').columns(['directory_id', 'id']).execute()
  await db.schema
    .createTable('journal')
    .addColumn('id', 'integer', id)
    .addColumn('run_id', 'integer', number)
    .addColumn('change_id', 'integer', number)
    .addColumn('state', 'text', text)
    .addColumn('side', 'text', text)
    .addColumn('subject_kind', 'text', text)
    .addColumn('kind', 'text', text)
    .addColumn('name', 'text', text)
    .addColumn('dn', 'text', optional)
    .addColumn('effect', 'text', text)
    .addColumn('atomic', 'integer', flag)
    .addColumn('at', 'text', text)
    .addColumn('intent', 'text', text)
    .addColumn('before_image', 'text', optional)
    .addColumn('failure', 'text', optional)
    .addColumn('guard', 'text', text)
    .addColumn('directory_id', 'integer', number)
    .execute()
  await db.schema.createIndex('journal_by_run').on('journal').columns(['run_id', 'id']).execute()
  // The counts of a run under way are asked for several times a second.
  await db.schema.createIndex('journal_by_state').on('journal').columns(['run_id', 'state']).execute()
  await db.schema
    .createIndex('journal_by_change')
    .unique()
    .on('journal')
    .columns(['change_id', 'run_id'])
    .execute()
  // What the guard sums up over a day; most operations take nothing away.
  await db.schema
    .createIndex('journal_by_day')
    .on('journal')
    .columns(['directory_id', 'at'])
    .where(sql.ref('guard'), '!=', sql.lit('{}'))
    .execute()
}
