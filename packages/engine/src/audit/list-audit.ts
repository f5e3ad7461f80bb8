import type { Verbs } from '@bindery/contract'
import * as store from '@bindery/store'
import { describePage, searchOf } from '../accounts/page.ts'
import type { EngineContext } from '../context.ts'
import { describeAudit, searchedAudit } from './describe-audit.ts'

/** The audit log, newest first, a page at a time. */
export function listAudit(context: EngineContext): Verbs['listAudit'] {
  return async ({ query }) => {
    const { after, limit, ...filter } = searchOf(query)
    const page = await store.listAudit(context.store.db, { ...searchedAudit(filter), after, limit })
    return describePage(page, describeAudit)
  }
}
