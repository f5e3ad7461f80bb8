import type { Verbs } from '@bindery/contract'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { fitPage } from './fit-page.ts'
import { keepDecision } from './keep-decision.ts'

/** One decision for all conflicts of a filter, settled ones apart. Those it does not fit are passed over and counted. */
export function decideConflicts(context: EngineContext): Verbs['decideConflicts'] {
  return async ({ body, caller, signal }) => {
    const told = { decided: 0, passedOver: 0 }
    const by = { actor: caller.name, at: context.now() }
    for (let after: number | null = 0; after !== null && !signal.aborted;) {
      const from: number = after
      after = await context.store.transaction(async (db) => {
        const page = await fitPage(db, body, from)
        for (const { row, decision } of page.rows) {
          told[decision ? 'decided' : 'passedOver'] += 1
          if (decision) await keepDecision(db, row, decision, by)
        }
        const ids = page.rows.flatMap(({ row, decision }) => (decision ? [row.id] : []))
        if (ids.length > 0)
          await recordAudit(context, db, {
            caller,
            action: 'conflicts.decided',
            directoryId: body.filter.directoryId ?? null,
            facts: { ...body, ids },
          })
        return page.next
      })
    }
    return told
  }
}
