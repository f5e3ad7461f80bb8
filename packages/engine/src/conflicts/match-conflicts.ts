import type { ConflictFilter } from '@bindery/contract'
import { containsWords, type Database } from '@bindery/store'

/** The conflicts that fit a filter, to be selected from. Those of forgotten directories are for the record only. */
export function matchConflicts(db: Database, filter: ConflictFilter) {
  let rows = db
    .selectFrom('conflicts')
    .where('directory_id', 'in', (build) =>
      build.selectFrom('directories').select('directories.id').where('deleted_at', 'is', null),
    )
  if (filter.directoryId !== undefined) rows = rows.where('directory_id', '=', filter.directoryId)
  if (filter.state) rows = rows.where('state', '=', filter.state)
  if (filter.reason) rows = rows.where('reason', '=', filter.reason)
  if (filter.subjectKind) rows = rows.where('subject_kind', '=', filter.subjectKind)
  for (const condition of containsWords('conflicts.search_text', filter.text ?? ''))
    rows = rows.where(condition)
  return rows
}
