import { sql, type Kysely } from 'kysely'
import { id, isPostgres, number, optional, text } from './columns.ts'

/**
 * The audit log: rows that follow each other without a gap, each with the hash of the one before. The database itself
 * refuses to change or remove one, so that no verb can, by mistake or by a flaw in it.
 */
export async function createAudit(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit')
    .addColumn('id', 'integer', id)
    .addColumn('at', 'text', text)
    .addColumn('actor', 'text', text)
    .addColumn('actor_kind', 'text', text)
    .addColumn('address', 'text', text)
    .addColumn('action', 'text', text)
    .addColumn('subject_kind', 'text', text)
    .addColumn('subject_id', 'integer', optional)
    .addColumn('subject_label', 'text', text)
    .addColumn('directory_id', 'integer', optional)
    .addColumn('plan_id', 'integer', optional)
    .addColumn('run_id', 'integer', optional)
    .addColumn('outcome', 'text', text)
    .addColumn('search_text', 'text', text)
    .addColumn('previous_hash', 'text', text)
    .addColumn('hash', 'text', text)
    // Last, since it is long: whoever looks for something else need not read past it.
    .addColumn('details', 'text', text)
    .execute()
  for (const columns of [
    [],
    ['actor'],
    ['action'],
    ['subject_kind', 'subject_id'],
    ['directory_id'],
    ['plan_id'],
    ['run_id'],
  ])
    await db.schema
      .createIndex(['audit_by', ...columns, 'at'].join('_'))
      .on('audit')
      .columns([...columns, 'at', 'id'])
      .execute()
  await db.schema
    .createTable('audit_head')
    .addColumn('id', 'integer', id)
    .addColumn('last_id', 'integer', number)
    .addColumn('hash', 'text', text)
    .addColumn('seal', 'text', text)
    .execute()
  await sql`insert into audit_head (id, last_id, hash, seal) values (1, 0, '', '')`.execute(db)
  for (const event of ['update', 'delete'] as const) await refuse(db, 'audit', event)
  await refuse(db, 'audit_head', 'delete')
  // SQLite's "insert or replace" takes a row away without asking the triggers of deletion.
  await refuse(db, 'audit', 'insert', 'new.id <> (select coalesce(max(id), 0) + 1 from audit)')
  if (isPostgres(db)) await refuse(db, 'audit', 'truncate')
}

async function refuse(
  db: Kysely<unknown>,
  table: string,
  event: 'insert' | 'update' | 'delete' | 'truncate',
  when = 'true',
): Promise<void> {
  const name = `${table}_refuse_${event}`
  const message = `The audit log only grows: no ${event} on ${table}`
  const scope = event === 'truncate' ? 'statement' : 'row'
  const on = `create trigger ${name} before ${event} on ${table} for each ${scope}`
  const statements = isPostgres(db)
    ? [
        `create function ${name}() returns trigger language plpgsql as
          $$ begin if ${when} then raise exception '${message}'; end if; return new; end $$`,
        `${on} execute function ${name}()`,
      ]
    : [`${on} when ${when} begin select raise(abort, '${message}'); end`]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
