import type { endpoints, Verb } from '@bindery/contract'
import * as store from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { describeGroupRow } from './describe-group.ts'
import { describePage, searchOf } from './page.ts'

/** Groups by name, a page at a time. */
export function listGroups(context: EngineContext): Verb<typeof endpoints.listGroups> {
  return async ({ query }) =>
    describePage(await store.listGroups(context.store.db, searchOf(query)), describeGroupRow)
}
