import type { Candidate, ChangeKind, PlanChange, Reason, Side, SubjectKind, Warning } from '@bindery/contract'
import type { Database, Tables } from '@bindery/store'
import { readPayload } from '../pack/pack-payload.ts'
import { readPlanValues } from '../pack/pack-plan-values.ts'
import { loadConflictIds } from './load-conflict-ids.ts'
import { itemsOf } from './tally-plan.ts'

/** A row as stored, with what people decided about it. */
export type ChangeRow = Tables['plan_changes'] & { readonly taken: number }

/** Rows as the API tells them. */
export async function toChanges(db: Database, rows: readonly ChangeRow[]): Promise<PlanChange[]> {
  const conflicts = await loadConflictIds(db, rows)
  return rows.map((row) => ({
    id: row.id,
    side: row.side as Side,
    subjectKind: row.subject_kind as SubjectKind,
    kind: row.kind as ChangeKind,
    reason: row.reason as Reason,
    name: row.name,
    displayName: row.display_name,
    dn: row.dn,
    localId: row.local_id,
    effect: row.effect,
    why: row.why,
    warnings: itemsOf(row.warnings) as Warning[],
    included: row.applicable === 1 && row.taken === 1,
    applicable: row.applicable === 1,
    dependsOn: row.depends_on,
    values: readPlanValues(row.values),
    candidates: candidatesOf(row),
    conflictId: conflicts.get(row.conflict_key ?? '') ?? null,
    members:
      row.kind === 'members'
        ? {
            added: row.added,
            removed: row.removed,
            unchanged: row.unchanged,
            unmanaged: row.unmanaged,
            nested: row.nested,
          }
        : null,
  }))
}

const candidatesOf = (row: ChangeRow): Candidate[] =>
  row.conflict_key === null ? [] : [...(readPayload(row).conflict?.candidates ?? [])]
