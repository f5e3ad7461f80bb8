import { andFilter } from '@bindery/contract/ldap-text'
import type { Directory } from '../directory.ts'
import type { ReadItem, ReadRequest } from '../types.ts'
import { stableIdFilter } from './find-entry.ts'
import { readPages } from './read-pages.ts'

/** Nobody's stable id: asked for, it proves all the same that the bases can be searched. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** As `read`, of at most 100 entries those that are in scope; of none, the proof alone. */
export function readThese(
  directory: Directory,
  request: ReadRequest,
  stableIds: readonly string[],
): AsyncGenerator<ReadItem, void> {
  const asked = stableIds.length === 0 ? [nobody] : stableIds
  const ids = `(|${asked.map((id) => stableIdFilter(directory, id)).join('')})`
  return readPages(directory, { ...request, filter: andFilter(request.filter, ids) })
}
