import type { Verbs } from '@bindery/contract'
import { fitDecision } from '@bindery/sync'
import type { EngineContext } from '../context.ts'
import { keepDecision } from './keep-decision.ts'
import { matchConflicts } from './match-conflicts.ts'
import { toConflict } from './to-conflict.ts'

/** Few enough that a transaction stays short. */
const perTransaction = 100

/** One decision for all conflicts of a filter, settled ones apart. Those it does not fit are passed over and counted. */
export function decideConflicts(context: EngineContext): Verbs['decideConflicts'] {
  return async ({ body, actor, signal }) => {
    const told = { decided: 0, passedOver: 0 }
    const by = { actor, at: context.now() }
    for (let after = 0, more = true; more && !signal.aborted;)
      await context.store.transaction(async (db) => {
        const rows = await matchConflicts(db, body.filter)
          .selectAll('conflicts')
          .where('state', '!=', 'settled')
          .where('conflicts.id', '>', after)
          .orderBy('conflicts.id')
          .limit(perTransaction)
          .execute()
        for (const row of rows) {
          const decision = fitDecision(body.decision, toConflict(row))
          if (typeof decision === 'string') told.passedOver += 1
          else {
            await keepDecision(db, row, decision, by)
            told.decided += 1
          }
        }
        after = rows.at(-1)?.id ?? after
        more = rows.length === perTransaction
      })
    return told
  }
}
