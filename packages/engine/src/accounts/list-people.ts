import type { endpoints, Verb } from '@bindery/contract'
import * as store from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { describePersonRow } from './describe-person.ts'
import { describePage, searchOf } from './page.ts'

/** People by username, a page at a time. */
export function listPeople(context: EngineContext): Verb<typeof endpoints.listPeople> {
  return async ({ query }) =>
    describePage(await store.listPeople(context.store.db, searchOf(query)), describePersonRow)
}
