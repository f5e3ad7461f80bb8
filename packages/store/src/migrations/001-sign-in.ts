import type { Kysely } from 'kysely'
import { flag, generatedId, id, number, optional, text } from './columns.ts'

/** How people sign in besides with a password of their own, and who is at the provider just now. */
export async function createSignIn(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sign_in_settings')
    .addColumn('id', 'integer', id)
    .addColumn('version', 'integer', number)
    .addColumn('document', 'text', text)
    .addColumn('client_secret', 'text', optional)
    .addColumn('client_secret_changed_at', 'text', optional)
    .addColumn('saved_at', 'text', text)
    .addColumn('saved_by', 'text', text)
    .execute()
  await db.schema
    .createTable('oidc_attempts')
    .addColumn('id', 'integer', generatedId(db))
    .addColumn('secret_hash', 'text', (column) => text(column).unique())
    .addColumn('issuer', 'text', text)
    .addColumn('redirect_uri', 'text', text)
    .addColumn('return_to', 'text', text)
    .addColumn('started_at', 'text', text)
    .addColumn('session_id', 'integer', optional)
    .addColumn('user_id', 'integer', optional)
    .addColumn('is_proof', 'integer', flag)
    .execute()
}
