import { BinderyError, type Verbs } from '@bindery/contract'
import { fitDecision } from '@bindery/sync'
import { auditedDecision } from '../audit/audited-decision.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { findConflict } from './find-conflict.ts'
import { keepDecision } from './keep-decision.ts'
import { toConflict } from './to-conflict.ts'

/** Keeps what a person decided, if the conflict is still as they saw it. Throws `not_found`, `version_conflict`. */
export function decideConflict(context: EngineContext): Verbs['decideConflict'] {
  return ({ params, body, caller }) =>
    context.store.transaction(async (db) => {
      const row = await findConflict(db, params.id)
      const conflict = toConflict(row)
      if (row.state === 'settled')
        throw new BinderyError(
          'version_conflict',
          'This conflict is settled: there is nothing left to decide.',
        )
      if (conflict.version !== body.version)
        throw new BinderyError(
          'version_conflict',
          'The values changed, or someone else decided it, since you looked. Look again, then decide.',
        )
      const decision = fitDecision(body.decision, conflict)
      if (typeof decision === 'string') throw new BinderyError('invalid_request', decision)
      await keepDecision(db, row, decision, { actor: caller.name, at: context.now() })
      const after = await findConflict(db, params.id)
      await recordAudit(context, db, {
        caller,
        action: 'conflict.decided',
        subject: { kind: 'conflict', id: row.id, label: row.display_name || row.name },
        directoryId: row.directory_id,
        before: auditedDecision(row),
        after: auditedDecision(after),
      })
      return toConflict(after)
    })
}
