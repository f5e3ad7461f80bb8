import { sql, type Kysely } from 'kysely'
import { clustered, flag, isPostgres, number, text } from './columns.ts'

/**
 * What writes a link, or what it links, may leave its entry unsettled, and whoever does that need not think of it: the
 * database notes it, where the mark of the directory says that somebody will ask.
 */
export async function createUnsettled(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('unsettled_entries')
    .addColumn('directory_id', 'integer', number)
    .addColumn('kind', 'text', text)
    .addColumn('stable_id', 'text', text)
    .addColumn('taken', 'integer', flag)
    .addPrimaryKeyConstraint('unsettled_entries_pk', ['directory_id', 'kind', 'stable_id'])
    .modifyEnd(clustered(db))
    .execute()
  const entryOf = (row: string, more = '') =>
    `select ${row}.directory_id, ${row}.kind, ${row}.stable_id, 0 from marks${more}
     where marks.directory_id = ${row}.directory_id and marks.notes_unsettled = 1`
  for (const [table, kind] of [
    ['people', 'person'],
    ['groups', 'group'],
  ] as const)
    await createTrigger(db, table, 'update', {
      when: 'old.row_version <> new.row_version',
      note: `select links.directory_id, links.kind, links.stable_id, 0
        from links inner join marks on marks.directory_id = links.directory_id and marks.notes_unsettled = 1
        where links.kind = '${kind}' and links.local_id = new.id`,
    })
  // Links are created by the hundred: PostgreSQL notes all that a statement created at once.
  await createTrigger(
    db,
    'links',
    'insert',
    isPostgres(db) ? { of: 'created', note: entryOf('created', ', created') } : { note: entryOf('new') },
  )
  await createTrigger(db, 'links', 'delete', { note: entryOf('old') })
  const looked = ['stable_id', 'state', 'hash', 'local_version']
  await createTrigger(db, 'links', 'update', {
    when: looked.map((column) => `old.${column} <> new.${column}`).join(' or '),
    note: `${entryOf('old')} union ${entryOf('new')}`,
  })
}

async function createTrigger(
  db: Kysely<unknown>,
  table: string,
  event: 'insert' | 'update' | 'delete',
  { when = 'true', of, note }: { readonly when?: string; readonly of?: string; readonly note: string },
): Promise<void> {
  const name = `${table}_unsettle_on_${event}`
  const after = `create trigger ${name} after ${event} on ${table}`
  const onEach =
    of === undefined
      ? `${after} for each row when (${when})`
      : `${after} referencing new table as ${of} for each statement`
  const insert = `insert into unsettled_entries (directory_id, kind, stable_id, taken) ${note}
    on conflict (directory_id, kind, stable_id) do update set taken = 0`
  const statements = isPostgres(db)
    ? [
        `create function ${name}() returns trigger language plpgsql as $$ begin ${insert}; return null; end $$`,
        `${onEach} execute function ${name}()`,
      ]
    : [`${onEach} begin ${insert}; end`]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
