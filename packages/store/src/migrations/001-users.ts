import type { Kysely } from 'kysely'
import { flag, generatedId, number, optional, primaryKey, text } from './columns.ts'

/** Who may sign in to the console, their sessions, and attempts that failed. */
export async function createUsers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('id', 'integer', generatedId(db))
    .addColumn('row_version', 'integer', number)
    .addColumn('username', 'text', text)
    .addColumn('username_key', 'text', text)
    .addColumn('display_name', 'text', text)
    .addColumn('role', 'text', text)
    .addColumn('origin', 'text', text)
    .addColumn('external_id', 'text', optional)
    .addColumn('password_hash', 'text', optional)
    .addColumn('disabled', 'integer', flag)
    .addColumn('created_at', 'text', text)
    .addColumn('updated_at', 'text', text)
    .addColumn('signed_in_at', 'text', optional)
    .execute()
  await db.schema.createIndex('users_by_name').unique().on('users').column('username_key').execute()
  await db.schema
    .createIndex('users_by_external_id')
    .unique()
    .on('users')
    .columns(['origin', 'external_id'])
    .execute()
  await db.schema
    .createTable('sessions')
    .addColumn('id', 'integer', generatedId(db))
    .addColumn('user_id', 'integer', number)
    .addColumn('secret_hash', 'text', (column) => text(column).unique())
    .addColumn('created_at', 'text', text)
    .addColumn('seen_at', 'text', text)
    .addColumn('proved_at', 'text', text)
    .addColumn('ends_at', 'text', text)
    .addColumn('address', 'text', text)
    .addColumn('agent', 'text', text)
    .execute()
  await db.schema.createIndex('sessions_by_user').on('sessions').columns(['user_id', 'id']).execute()
  await db.schema
    .createTable('failed_sign_ins')
    .addColumn('username_key', 'text', primaryKey)
    .addColumn('failures', 'integer', number)
    .addColumn('locked_until', 'text', text)
    .addColumn('last_at', 'text', text)
    .execute()
}
