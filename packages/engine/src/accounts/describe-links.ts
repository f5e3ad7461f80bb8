import type { Person, SubjectKind } from '@bindery/contract'
import { linksOf, type Database } from '@bindery/store'

/** The links of a person or group as the API tells them. */
export async function describeLinks(db: Database, kind: SubjectKind, id: number): Promise<Person['links']> {
  const links = await linksOf(db, kind, id)
  return links.map((link) => ({
    directoryId: link.directory_id,
    directoryName: link.directory_name,
    dn: link.dn,
    stableId: link.stable_id,
    state: link.state as Person['links'][number]['state'],
    since: link.state_since,
  }))
}
