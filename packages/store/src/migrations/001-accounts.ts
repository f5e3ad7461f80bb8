import { sql, type Kysely } from 'kysely'
import { clustered, flag, id, number, optional, primaryKey, text } from './columns.ts'

/** People, groups, who is in which, and the sequences that ids come from. */
export async function createAccounts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sequences')
    .addColumn('name', 'text', primaryKey)
    .addColumn('next', 'integer', number)
    .execute()
  await db.schema
    .createTable('people')
    .addColumn('id', 'integer', id)
    .addColumn('row_version', 'integer', number)
    .addColumn('username', 'text', text)
    .addColumn('username_key', 'text', optional)
    .addColumn('employee_number_key', 'text', optional)
    .addColumn('email_key', 'text', optional)
    .addColumn('attributes', 'text', text)
    .addColumn('search_text', 'text', text)
    .addColumn('active', 'integer', flag)
    .addColumn('created_at', 'text', text)
    .addColumn('updated_at', 'text', text)
    .addColumn('deleted_at', 'text', optional)
    .execute()
  await db.schema
    .createTable('groups')
    .addColumn('id', 'integer', id)
    .addColumn('row_version', 'integer', number)
    .addColumn('name', 'text', text)
    .addColumn('name_key', 'text', optional)
    .addColumn('description', 'text', text)
    .addColumn('search_text', 'text', text)
    .addColumn('created_at', 'text', text)
    .addColumn('updated_at', 'text', text)
    .addColumn('deleted_at', 'text', optional)
    .execute()
  // No foreign keys: people and groups leave tombstones, never gaps.
  await db.schema
    .createTable('memberships')
    .addColumn('group_id', 'integer', number)
    .addColumn('person_id', 'integer', number)
    .addPrimaryKeyConstraint('memberships_pk', ['group_id', 'person_id'])
    .modifyEnd(clustered(db))
    .execute()
  await createIndexes(db)
}

async function createIndexes(db: Kysely<unknown>): Promise<void> {
  // A tombstone keeps its name for the record, and leaves it free for others.
  for (const [table, column] of [
    ['people', 'username_key'],
    ['groups', 'name_key'],
  ] as const)
    await db.schema
      .createIndex(`${table}_live_name`)
      .unique()
      .on(table)
      .column(column)
      .where(sql.ref('deleted_at'), 'is', null)
      .execute()
  for (const table of ['people', 'groups']) {
    // Who is found, and how many, this index tells by itself.
    await db.schema
      .createIndex(`${table}_by_search_text`)
      .on(table)
      .columns(['search_text', 'id', 'deleted_at'])
      .execute()
  }
  await db.schema
    .createIndex('people_by_employee_number')
    .on('people')
    .column('employee_number_key')
    .execute()
  // To count by. One on `deleted_at` would seem to the planner a way to find people by name.
  await db.schema
    .createIndex('people_living')
    .on('people')
    .column('id')
    .where(sql.ref('deleted_at'), 'is', null)
    .execute()
  await db.schema.createIndex('people_by_email').on('people').column('email_key').execute()
  await db.schema.createIndex('memberships_by_person').on('memberships').column('person_id').execute()
}
