import type { endpoints, Verb } from '@bindery/contract'
import * as store from '@bindery/store'
import { describePage, searchOf } from '../accounts/page.ts'
import type { EngineContext } from '../context.ts'
import { describeHold } from './describe-hold.ts'

/** Open holds by their deadline, or ended ones, newest first. */
export function listHolds(context: EngineContext): Verb<typeof endpoints.listHolds> {
  return async ({ query }) => {
    const page = await store.listHolds(context.store.db, searchOf(query))
    const now = context.now()
    return describePage(page, (row) => describeHold(row, now))
  }
}
