import type { SubjectKind } from '@bindery/contract'
import type { Database } from './open-store.ts'

/**
 * The links of a deleted object that rested because their entry was away remember now that the object is gone, so
 * that no returning entry revives it. Active ones stay as they are: the next sync decides about their entries.
 */
export async function buryLinks(db: Database, kind: SubjectKind, localId: number, at: string): Promise<void> {
  await db
    .updateTable('links')
    .set({ state: 'gone_accounts', state_since: at })
    .where('kind', '=', kind)
    .where('local_id', '=', localId)
    .where('state', 'in', ['gone_directory', 'left_scope'])
    .execute()
}
