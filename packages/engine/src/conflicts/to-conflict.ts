import type { Candidate, Conflict, Decision, PlanValue } from '@bindery/contract'
import type { Tables } from '@bindery/store'
import { canonicalJson, decisionChoices } from '@bindery/sync'
import { createHash } from 'node:crypto'

export type ConflictRow = Tables['conflicts']

/** A conflict as the API tells it. */
export function toConflict(row: ConflictRow): Conflict {
  const { values, candidates } = JSON.parse(row.details) as { values: PlanValue[]; candidates: Candidate[] }
  const family = row.family as Conflict['family']
  return {
    id: row.id,
    directoryId: row.directory_id,
    family,
    reason: row.reason as Conflict['reason'],
    subjectKind: row.subject_kind as Conflict['subjectKind'],
    state: row.state as Conflict['state'],
    name: row.name,
    displayName: row.display_name,
    dn: row.dn,
    localId: row.local_id,
    why: row.why,
    values,
    candidates,
    choices: decisionChoices(family, candidates),
    decision: row.decision === null ? null : (JSON.parse(row.decision) as Decision),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    firstSeenAt: row.first_seen_at,
    planId: row.plan_id,
    version: createHash('sha256')
      .update(canonicalJson([row.facts, row.decision]))
      .digest('base64url'),
  }
}
