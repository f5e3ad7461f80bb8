import type { Kysely } from 'kysely'
import { clustered, flag, generatedId, id, number, optional, primaryKey, text } from './columns.ts'

/** Directories, their settings, links, snapshots, what is staged from one, and holds. */
export async function createDirectories(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('directories')
    .addColumn('id', 'integer', id)
    .addColumn('name', 'text', text)
    .addColumn('enabled', 'integer', flag)
    .addColumn('version', 'integer', number)
    .addColumn('secrets', 'text', text)
    .addColumn('deleted_at', 'text', optional)
    .execute()
  await db.schema
    .createTable('settings_versions')
    .addColumn('directory_id', 'integer', number)
    .addColumn('version', 'integer', number)
    .addColumn('settings', 'text', text)
    .addColumn('scope_hash', 'text', text)
    .addColumn('saved_at', 'text', text)
    .addColumn('actor', 'text', text)
    .addPrimaryKeyConstraint('settings_versions_pk', ['directory_id', 'version'])
    .addForeignKeyConstraint('settings_versions_directory_fk', ['directory_id'], 'directories', ['id'])
    .execute()
  await db.schema
    .createTable('tests')
    .addColumn('settings_hash', 'text', primaryKey)
    .addColumn('at', 'text', text)
    .addColumn('passed', 'integer', flag)
    .addColumn('failed_step', 'text', optional)
    .execute()
  await createLinks(db)
  await createSnapshots(db)
  await db.schema
    .createTable('holds')
    .addColumn('id', 'integer', id)
    .addColumn('directory_id', 'integer', number)
    .addColumn('person_id', 'integer', number)
    .addColumn('link_id', 'integer', number)
    .addColumn('cause', 'text', text)
    .addColumn('reason', 'text', text)
    .addColumn('opened_at', 'text', text)
    .addColumn('due_at', 'text', optional)
    .addColumn('ended_at', 'text', optional)
    .addColumn('outcome', 'text', text)
    .addColumn('ended_by', 'text', text)
    .execute()
  await db.schema.createIndex('holds_by_person').on('holds').columns(['person_id', 'ended_at']).execute()
}

async function createLinks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('links')
    .addColumn('id', 'integer', id)
    .addColumn('directory_id', 'integer', number)
    .addColumn('kind', 'text', text)
    .addColumn('local_id', 'integer', number)
    .addColumn('stable_id', 'text', text)
    .addColumn('dn', 'text', text)
    .addColumn('dn_key', 'text', text)
    .addColumn('state', 'text', text)
    .addColumn('state_since', 'text', text)
    .addColumn('change_token', 'text', text)
    .addColumn('hash', 'text', text)
    .addColumn('local_version', 'integer', number)
    .addColumn('base', 'text', text)
    .addUniqueConstraint('links_stable_id', ['directory_id', 'kind', 'stable_id'])
    .addUniqueConstraint('links_local_id', ['directory_id', 'kind', 'local_id'])
    .execute()
  await db.schema.createIndex('links_by_dn').on('links').columns(['directory_id', 'kind', 'dn_key']).execute()
  await db.schema
    .createIndex('links_by_state')
    .on('links')
    .columns(['directory_id', 'kind', 'state'])
    .execute()
  await db.schema.createIndex('links_by_local').on('links').columns(['kind', 'local_id', 'state']).execute()
  await db.schema
    .createTable('link_members')
    .addColumn('link_id', 'integer', number)
    .addColumn('person_id', 'integer', number)
    .addPrimaryKeyConstraint('link_members_pk', ['link_id', 'person_id'])
    .modifyEnd(clustered(db))
    .execute()
}

async function createSnapshots(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('snapshots')
    .addColumn('id', 'integer', id)
    .addColumn('directory_id', 'integer', number)
    .addColumn('started_at', 'text', text)
    .addColumn('finished_at', 'text', optional)
    .addColumn('complete', 'integer', flag)
    .addColumn('people', 'integer', number)
    .addColumn('groups', 'integer', number)
    .addColumn('attribute_counts', 'text', text)
    .addColumn('scope_hash', 'text', text)
    .addColumn('referrals', 'text', text)
    .addColumn('token', 'text', text)
    .addColumn('proof', 'text', text)
    .execute()
  await db.schema.createIndex('snapshots_by_directory').on('snapshots').column('directory_id').execute()
  // No foreign keys: these rows are loaded by the hundred thousand and dropped with their snapshot.
  await db.schema
    .createTable('staged_entries')
    .addColumn('id', 'integer', generatedId(db))
    .addColumn('snapshot_id', 'integer', number)
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
  // Members are resolved by dn_key alone, hundreds of thousands of times: that index answers by itself.
  for (const column of ['dn_key', 'username_key', 'employee_number_key', 'email_key', 'link_id', 'local_id'])
    await db.schema
      .createIndex(`staged_entries_by_${column}`)
      .on('staged_entries')
      .columns(
        column === 'dn_key' ? ['snapshot_id', 'kind', column, 'local_id'] : ['snapshot_id', 'kind', column],
      )
      .execute()
}
