import type { Candidate, PlanValue } from '@bindery/contract'
import { insertMany } from '@bindery/store'
import { addDirectory, directoryId, planContext } from '../plans/test-plan.ts'
import type { ConflictRow } from './to-conflict.ts'

/** A value in conflict. */
export const value = (ruleId: string): PlanValue => ({
  attribute: ruleId,
  ruleId,
  base: ['Old'],
  accounts: ['Ours'],
  directory: ['Theirs'],
  after: null,
  why: 'Both sides changed it.',
  overwritten: false,
})

/** An account in question. */
export const account = (localId: number): Candidate => ({
  localId,
  name: `account-${localId}`,
  displayName: `Account ${localId}`,
  dn: null,
  link: 'none',
  keys: [],
  values: {},
})

/** A conflict about one title, as a preview left it. */
export function conflictRow(id: number, more: Partial<ConflictRow> = {}): ConflictRow {
  const name = more.name ?? `person-${id}`
  return {
    id,
    directory_id: directoryId,
    key: `values:person:entry-${id}`,
    family: 'values',
    reason: 'conflict_values',
    subject_kind: 'person',
    state: 'open',
    name,
    display_name: name,
    search_text: name,
    dn: null,
    local_id: id,
    link_id: id,
    stable_id: `entry-${id}`,
    why: 'Both sides changed it.',
    details: JSON.stringify({ values: [value('title')], candidates: [] }),
    facts: '{"title":"1"}',
    decision: null,
    decision_facts: null,
    decided_by: '',
    decided_at: null,
    first_seen_at: '2026-03-01T10:00:00.000Z',
    plan_id: 1,
    ...more,
  }
}

/** A match conflict with these accounts in question. */
export const matchRow = (id: number, candidates: readonly Candidate[]): ConflictRow =>
  conflictRow(id, {
    key: `match:person:entry-${id}`,
    family: 'match',
    reason: 'conflict_ambiguous_match',
    details: JSON.stringify({ values: [], candidates }),
    facts: '{"entry":"x"}',
  })

/** A context whose inbox holds these. */
export async function inboxOf(...rows: readonly ConflictRow[]) {
  const context = await planContext()
  await addDirectory(context)
  await insertMany(context.store.db, 'conflicts', rows)
  return context
}
