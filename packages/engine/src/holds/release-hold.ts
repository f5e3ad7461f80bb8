import type { endpoints, Verb } from '@bindery/contract'
import { endHolds, findHold } from '@bindery/store'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { getHold, holdEnded, holdNotFound } from './describe-hold.ts'

/**
 * Ends a hold by a person's word, of a forgotten directory too. The account is as it was; its link goes on resting, so
 * that the next preview does not hold it again. Throws `not_found`, `hold_ended`.
 */
export function releaseHold(context: EngineContext): Verb<typeof endpoints.releaseHold> {
  return async ({ params: { id }, caller }) => {
    await context.store.transaction(async (db) => {
      const hold = await findHold(db, id)
      if (!hold) throw holdNotFound(id)
      if (hold.ended_at !== null) throw holdEnded(hold)
      const of = { personId: hold.person_id, directoryId: hold.directory_id }
      await endHolds(db, of, { outcome: 'released', by: caller.name, at: context.now().toISOString() })
      await recordAudit(context, db, {
        caller,
        action: 'hold.released',
        subject: { kind: 'person', id: hold.person_id, label: hold.username },
        directoryId: hold.directory_id,
        facts: { cause: hold.cause },
      })
    })
    return getHold(context, id)
  }
}
