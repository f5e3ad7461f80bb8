import type { SubjectKind } from '@bindery/contract'
import type { Database } from './open-store.ts'

/** The links of a person or group, tombstones included, with the name of their directory. */
export function linksOf(db: Database, kind: SubjectKind, localId: number) {
  return db
    .selectFrom('links')
    .innerJoin('directories', 'directories.id', 'links.directory_id')
    .select([
      'links.directory_id',
      'directories.name as directory_name',
      'links.dn',
      'links.stable_id',
      'links.state',
      'links.state_since',
    ])
    .where('links.kind', '=', kind)
    .where('links.local_id', '=', localId)
    .orderBy('links.id')
    .execute()
}
