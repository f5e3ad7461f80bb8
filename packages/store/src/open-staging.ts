import { clustered, flag, generatedId, number, optional, text } from './migrations/columns.ts'
import type { Database } from './open-store.ts'
import type { Tables } from './schema.ts'

/** They belong to one connection. */
export const stagingTables = [
  'staged_entries',
  'staged_names',
  'staged_members',
  'limit_members',
] as const satisfies readonly (keyof Tables)[]

/**
 * Empty tables for what a task reads, on this connection and gone with it: nobody else sees them, and loading them by the
 * hundred thousand neither waits for other writers nor holds them up. One task at a time per connection.
 */
export async function openStaging(db: Database): Promise<void> {
  await createEntries(db)
  await createNames(db)
  await createMembers(db)
  for (const table of stagingTables) await db.deleteFrom(table).execute()
}

const create = (db: Database, table: (typeof stagingTables)[number]) =>
  db.schema.createTable(table).temporary().ifNotExists().addColumn('snapshot_id', 'integer', number)

async function createEntries(db: Database): Promise<void> {
  await create(db, 'staged_entries')
    .addColumn('id', 'integer', generatedId(db))
    .addColumn('kind', 'text', text)
    .addColumn('stable_id', 'text', optional)
    .addColumn('link_id', 'integer', optional)
    .addColumn('dn', 'text', text)
    .addColumn('dn_key', 'text', text)
    .addColumn('hash', 'text', text)
    .addColumn('username_key', 'text', optional)
    .addColumn('employee_number_key', 'text', optional)
    .addColumn('email_key', 'text', optional)
    .addColumn('local_id', 'integer', optional)
    .addColumn('verdict', 'text', text)
    .addColumn('data', 'text', text)
    .execute()
}

/**
 * Indexes what was staged, once most of it is: an index that is made of many rows at once costs a fraction of one that
 * every row finds its place in.
 */
export async function indexStaging(db: Database): Promise<void> {
  // Entries are gone through by DN. Members are resolved by it alone, hundreds of thousands of times: that index answers by itself.
  for (const columns of [
    ['dn_key', 'id', 'local_id'],
    ['username_key'],
    ['employee_number_key'],
    ['email_key'],
    ['link_id'],
    ['local_id'],
  ] as const)
    await db.schema
      .createIndex(`staged_entries_by_${columns[0]}`)
      .ifNotExists()
      .on('staged_entries')
      .columns(['snapshot_id', 'kind', ...columns])
      .execute()
}

async function createNames(db: Database): Promise<void> {
  await create(db, 'staged_names')
    .addColumn('name_key', 'text', text)
    .addColumn('dn_key', 'text', text)
    .addColumn('name', 'text', text)
    .addColumn('former', 'integer', flag)
    .addPrimaryKeyConstraint('staged_names_pk', ['snapshot_id', 'name_key', 'dn_key'])
    .modifyEnd(clustered(db))
    .execute()
  await db.schema
    .createIndex('staged_names_by_dn_key')
    .ifNotExists()
    .on('staged_names')
    .columns(['snapshot_id', 'dn_key'])
    .execute()
}

async function createMembers(db: Database): Promise<void> {
  await create(db, 'staged_members')
    .addColumn('entry_id', 'integer', number)
    .addColumn('person_id', 'integer', number)
    .addPrimaryKeyConstraint('staged_members_pk', ['snapshot_id', 'entry_id', 'person_id'])
    .modifyEnd(clustered(db))
    .execute()
  await create(db, 'limit_members')
    .addColumn('member_key', 'text', text)
    .addColumn('place', 'integer', number)
    .addPrimaryKeyConstraint('limit_members_pk', ['snapshot_id', 'member_key', 'place'])
    .modifyEnd(clustered(db))
    .execute()
}
