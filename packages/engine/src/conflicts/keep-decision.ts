import type { Decision } from '@bindery/contract'
import type { Database } from '@bindery/store'
import { judgeDecision, type ConflictFacts } from '@bindery/sync'
import type { ConflictRow } from './to-conflict.ts'

/** Keeps a decision that fits, with the facts it was made on. Values decided before stay as far as they still hold. */
export async function keepDecision(
  db: Database,
  row: ConflictRow,
  decision: Decision,
  by: { readonly actor: string; readonly at: Date },
): Promise<void> {
  const facts = JSON.parse(row.facts) as ConflictFacts
  const whole = withEarlier(row, decision)
  await db
    .updateTable('conflicts')
    .set({
      decision: JSON.stringify(whole),
      decision_facts: row.facts,
      decided_by: by.actor,
      decided_at: by.at.toISOString(),
      state: judgeDecision(whole, facts, facts).complete ? 'decided' : 'open',
    })
    .where('id', '=', row.id)
    .execute()
}

/** A decision with the values that were decided before and still hold. */
export function withEarlier(row: ConflictRow, decision: Decision): Decision {
  if (decision.kind !== 'values' || row.decision === null) return decision
  const facts = JSON.parse(row.facts) as ConflictFacts
  const then = JSON.parse(row.decision_facts ?? '{}') as ConflictFacts
  const earlier = judgeDecision(JSON.parse(row.decision) as Decision, then, facts).decision
  return earlier?.kind === 'values'
    ? { kind: 'values', sides: { ...earlier.sides, ...decision.sides } }
    : decision
}
