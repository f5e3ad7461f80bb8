import type { Candidate, Conflict, Decision, PlanValue } from '@bindery/contract'
import type { Tables } from '@bindery/store'
import { canonicalJson, decisionChoices, judgeDecision, type ConflictFacts } from '@bindery/sync'
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
    ...decisionOf(row),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    firstSeenAt: row.first_seen_at,
    planId: row.plan_id,
    version: createHash('sha256')
      .update(canonicalJson([row.facts, row.decision]))
      .digest('base64url'),
  }
}

/** What is left of the decision now; whole on a settled conflict, for the record, and where another one contradicts it. */
function decisionOf(row: ConflictRow): Pick<Conflict, 'decision' | 'askedAgain'> {
  if (row.decision === null) return { decision: null, askedAgain: false }
  const decision = JSON.parse(row.decision) as Decision
  if (row.state === 'settled') return { decision, askedAgain: false }
  const facts = JSON.parse(row.facts) as ConflictFacts
  const { decision: left, complete } = judgeDecision(
    decision,
    JSON.parse(row.decision_facts ?? '{}') as ConflictFacts,
    facts,
  )
  const contradicted = complete && row.state === 'open'
  return { decision: left, askedAgain: contradicted || countOf(left, facts) < countOf(decision, facts) }
}

/** How much of what is in question a decision settles. */
function countOf(decision: Decision | null, facts: ConflictFacts): number {
  if (decision?.kind !== 'values') return decision ? 1 : 0
  return Object.keys(decision.sides).filter((rule) => rule in facts).length
}
