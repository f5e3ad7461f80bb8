import type { Verbs } from '@bindery/contract'
import { auditedDecision } from '../audit/audited-decision.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { findConflict } from './find-conflict.ts'
import { toConflict } from './to-conflict.ts'

/** Takes a decision back; a settled conflict stays settled. Throws `not_found`. */
export function reopenConflict(context: EngineContext): Verbs['reopenConflict'] {
  return ({ params, caller }) =>
    context.store.transaction(async (db) => {
      const before = await findConflict(db, params.id)
      await db
        .updateTable('conflicts')
        .set({ state: 'open', decision: null, decision_facts: null, decided_by: '', decided_at: null })
        .where('id', '=', params.id)
        .where('state', '!=', 'settled')
        .execute()
      const after = await findConflict(db, params.id)
      await recordAudit(context, db, {
        caller,
        action: 'conflict.reopened',
        subject: { kind: 'conflict', id: before.id, label: before.display_name || before.name },
        directoryId: before.directory_id,
        before: auditedDecision(before),
        after: auditedDecision(after),
      })
      return toConflict(after)
    })
}
