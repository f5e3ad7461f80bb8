import type { Verbs } from '@bindery/contract'
import type { EngineContext } from '../context.ts'
import { findConflict } from './find-conflict.ts'
import { toConflict } from './to-conflict.ts'

/** Takes a decision back; a settled conflict stays settled. Throws `not_found`. */
export function reopenConflict({ store }: EngineContext): Verbs['reopenConflict'] {
  return ({ params }) =>
    store.transaction(async (db) => {
      await findConflict(db, params.id)
      await db
        .updateTable('conflicts')
        .set({ state: 'open', decision: null, decision_facts: null, decided_by: '', decided_at: null })
        .where('id', '=', params.id)
        .where('state', '!=', 'settled')
        .execute()
      return toConflict(await findConflict(db, params.id))
    })
}
