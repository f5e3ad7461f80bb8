import type { Selectable } from 'kysely'
import type { Database } from '../open-store.ts'
import type { Tables } from '../schema.ts'

/** A directory with the newest version of its settings. */
export type DirectoryRecord = Selectable<Tables['directories']> &
  Omit<Selectable<Tables['settings_versions']>, 'directory_id'>

/** The directories that were not deleted, by name. */
export function listDirectories(db: Database): Promise<DirectoryRecord[]> {
  return living(db).orderBy('directories.name').orderBy('directories.id').execute()
}

/** One directory; undefined when there is none or it was deleted. */
export function findDirectory(db: Database, id: number): Promise<DirectoryRecord | undefined> {
  return living(db).where('directories.id', '=', id).executeTakeFirst()
}

/** The settings of one version, as JSON text; undefined when there was no such version. */
export async function settingsOfVersion(
  db: Database,
  directoryId: number,
  version: number,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('settings_versions')
    .select('settings')
    .where('directory_id', '=', directoryId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row?.settings
}

function living(db: Database) {
  return db
    .selectFrom('directories')
    .innerJoin('settings_versions', (join) =>
      join
        .onRef('settings_versions.directory_id', '=', 'directories.id')
        .onRef('settings_versions.version', '=', 'directories.version'),
    )
    .selectAll('directories')
    .select([
      'settings_versions.settings',
      'settings_versions.scope_hash',
      'settings_versions.saved_at',
      'settings_versions.actor',
    ])
    .where('directories.deleted_at', 'is', null)
}
