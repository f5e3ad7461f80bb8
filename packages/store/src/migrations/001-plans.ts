import { sql, type Kysely } from 'kysely'
import { clustered, flag, id, isPostgres, number, optional, text } from './columns.ts'

/** Plans and their rows. No foreign keys on the rows: they are loaded and dropped by the hundred thousand. */
export async function createPlans(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('plans')
    .addColumn('id', 'integer', id)
    .addColumn('directory_id', 'integer', number)
    .addColumn('settings_version', 'integer', optional)
    .addColumn('scope_hash', 'text', text)
    .addColumn('state', 'text', text)
    .addColumn('created_at', 'text', text)
    .addColumn('finished_at', 'text', optional)
    .addColumn('actor', 'text', text)
    .addColumn('snapshot_id', 'integer', optional)
    .addColumn('plan_hash', 'text', text)
    .addColumn('progress', 'text', text)
    .addColumn('guard_input', 'text', text)
    .addColumn('proof', 'text', optional)
    .addColumn('failure', 'text', optional)
    .addColumn('approval', 'text', optional)
    .addColumn('sentence', 'text', text)
    .addColumn('run_id', 'integer', optional)
    .addColumn('undoes_run', 'integer', optional)
    .addColumn('retries_run', 'integer', optional)
    .addColumn('relinks', 'integer', flag)
    .addColumn('reads_all', 'integer', flag)
    .addColumn('restored', 'text', optional)
    .addColumn('passed_whole', 'integer', flag)
    .addColumn('same_as', 'integer', optional)
    .execute()
  await db.schema.createIndex('plans_by_directory').on('plans').columns(['directory_id', 'id']).execute()
  await createPlanChanges(db)
  await createPlanDetails(db)
}

async function createPlanChanges(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('plan_changes')
    .addColumn('id', 'integer', id)
    .addColumn('plan_id', 'integer', number)
    .addColumn('seq', 'integer', number)
    .addColumn('side', 'text', text)
    .addColumn('subject_kind', 'text', text)
    .addColumn('kind', 'text', text)
    .addColumn('reason', 'text', text)
    .addColumn('name', 'text', text)
    .addColumn('display_name', 'text', text)
    .addColumn('search_text', 'text', text)
    .addColumn('dn', 'text', optional)
    .addColumn('new_dn', 'text', optional)
    .addColumn('local_id', 'integer', optional)
    .addColumn('link_id', 'integer', optional)
    .addColumn('stable_id', 'text', optional)
    .addColumn('conflict_key', 'text', optional)
    .addColumn('row_version', 'integer', optional)
    .addColumn('effect', 'text', text)
    .addColumn('why', 'text', text)
    .addColumn('warnings', 'text', text)
    .addColumn('attributes', 'text', text)
    .addColumn('values', 'text', text)
    .addColumn('applicable', 'integer', flag)
    .addColumn('included', 'integer', flag)
    .addColumn('depends_on', 'integer', optional)
    .addColumn('guard', 'text', text)
    .addColumn('payload', 'text', text)
    .addColumn('added', 'integer', number)
    .addColumn('removed', 'integer', number)
    .addColumn('unchanged', 'integer', number)
    .addColumn('unmanaged', 'integer', number)
    .addColumn('nested', 'integer', number)
    .execute()
  // In the order of application, with all that rows are counted, filtered and searched by: a screen of a plan reads wide rows only
  // for what it shows.
  await db.schema
    .createIndex('plan_changes_in_order')
    .on('plan_changes')
    .columns([
      'plan_id',
      'seq',
      'side',
      'subject_kind',
      'kind',
      'attributes',
      'warnings',
      'guard',
      'applicable',
      'included',
      // PostgreSQL refuses an index entry of more than a third of a page, and a text may be longer.
      ...(isPostgres(db) ? [] : (['search_text'] as const)),
    ])
    .execute()
  // What goes with a row that is taken in or left out.
  await db.schema
    .createIndex('plan_changes_by_dependency')
    .on('plan_changes')
    .columns(['plan_id', 'depends_on'])
    .where(sql.ref('depends_on'), 'is not', null)
    .execute()
  await db.schema
    .createIndex('plan_changes_by_local')
    .on('plan_changes')
    .columns(['plan_id', 'subject_kind', 'local_id'])
    .execute()
  // In the order of application, one kind of object on one side at a time.
  await db.schema
    .createIndex('plan_changes_by_side')
    .on('plan_changes')
    .columns(['plan_id', 'side', 'subject_kind', 'seq'])
    .execute()
}

async function createPlanDetails(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('plan_tallies')
    .addColumn('plan_id', 'integer', number)
    .addColumn('side', 'text', text)
    .addColumn('subject_kind', 'text', text)
    .addColumn('kind', 'text', text)
    .addColumn('attributes', 'text', text)
    .addColumn('warnings', 'text', text)
    .addColumn('guard', 'text', text)
    .addColumn('applicable', 'integer', flag)
    .addColumn('included', 'integer', flag)
    .addColumn('count', 'integer', number)
    .addColumn('decided', 'integer', number)
    .execute()
  await db.schema.createIndex('plan_tallies_by_plan').on('plan_tallies').column('plan_id').execute()
  await db.schema
    .createTable('plan_members')
    .addColumn('change_id', 'integer', number)
    .addColumn('op', 'text', text)
    .addColumn('person_id', 'integer', number)
    .addColumn('name', 'text', text)
    .addColumn('dn', 'text', optional)
    .addPrimaryKeyConstraint('plan_members_pk', ['change_id', 'person_id'])
    .modifyEnd(clustered(db))
    .execute()
  await db.schema
    .createTable('plan_selection')
    .addColumn('plan_id', 'integer', number)
    .addColumn('change_id', 'integer', number)
    .addColumn('included', 'integer', flag)
    .addPrimaryKeyConstraint('plan_selection_pk', ['plan_id', 'change_id'])
    .execute()
}
