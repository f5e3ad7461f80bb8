import type { Database } from '../open-store.ts'

/** What a save writes. Documents as text; `at` is an ISO 8601 instant. */
export interface DirectorySave {
  readonly name: string
  readonly enabled: boolean
  /** JSON: sealed secrets by name. */
  readonly secrets: string
  /** JSON: the settings. */
  readonly settings: string
  readonly scopeHash: string
  readonly at: string
  readonly actor: string
}

/** Adds a directory, its settings as version 1. To be run in a transaction. */
export async function insertDirectory(db: Database, id: number, save: DirectorySave): Promise<void> {
  await db
    .insertInto('directories')
    .values({
      id,
      name: save.name,
      enabled: save.enabled ? 1 : 0,
      version: 1,
      secrets: save.secrets,
      deleted_at: null,
    })
    .execute()
  await insertVersion(db, id, 1, save)
}

/** Saves the next version, if `version` is still the newest; false when it is not. To be run in a transaction. */
export async function updateDirectoryGuarded(
  db: Database,
  id: number,
  version: number,
  save: DirectorySave,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('directories')
    .set({ name: save.name, enabled: save.enabled ? 1 : 0, version: version + 1, secrets: save.secrets })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await insertVersion(db, id, version + 1, save)
  return true
}

/**
 * Forgets a directory: its secrets go and what its last preview saw, its active links rest as `unlinked`, everything
 * else stays for the record.
 * Holds stay open, since whoever is suspended must not come back by a clean-up. False when the version is not the
 * newest. To be run in a transaction.
 */
export async function deleteDirectory(
  db: Database,
  id: number,
  version: number,
  at: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('directories')
    .set({ deleted_at: at, enabled: 0, secrets: '{}' })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await db
    .updateTable('links')
    .set({ state: 'unlinked', state_since: at })
    .where('directory_id', '=', id)
    .where('state', '=', 'active')
    .execute()
  // What its last preview saw is of use to the next one only, and there is none.
  for (const table of ['marks', 'known_entries', 'known_places', 'rolls', 'unsettled_entries'] as const)
    await db.deleteFrom(table).where('directory_id', '=', id).execute()
  return true
}

async function insertVersion(db: Database, id: number, version: number, save: DirectorySave): Promise<void> {
  await db
    .insertInto('settings_versions')
    .values({
      directory_id: id,
      version,
      settings: save.settings,
      scope_hash: save.scopeHash,
      saved_at: save.at,
      actor: save.actor,
    })
    .execute()
}
