import type { endpoints, Verb } from '@bindery/contract'
import { getGroup, listPeople } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { groupNotFound } from './describe-group.ts'
import { describePersonRow } from './describe-person.ts'
import { describePage, searchOf } from './page.ts'

/** The members of a group by username, a page at a time. Throws `not_found`. */
export function listMembers({ store: { db } }: EngineContext): Verb<typeof endpoints.listMembers> {
  return async ({ params: { id }, query }) => {
    if (!(await getGroup(db, id))) throw groupNotFound(id)
    return describePage(await listPeople(db, { ...searchOf(query), memberOf: id }), describePersonRow)
  }
}
