import type { Database, Tables } from '@bindery/store'
import { stopsOf } from '@bindery/sync'
import { comparePending } from './compare-pending.ts'
import { decideRows } from './decide-rows.ts'
import type { StoredGuardInput } from './judge-plan.ts'
import type { StoredApproval } from './load-plan.ts'
import { loadSelectionHash } from './load-selection-hash.ts'

type NewPlan = Pick<Tables['plans'], 'id' | 'directory_id' | 'settings_version' | 'plan_hash' | 'guard_input'>

/**
 * A person's approval of the plan before, carried on to this one, with the rows that were left out: null unless this
 * plan has the same version of the settings and exactly the same rows that the guard counts, the approval was not used,
 * and no other plan that was finished after it had other ones. To be run in a transaction, before the plan is ready.
 */
export async function carryApproval(db: Database, plan: NewPlan): Promise<StoredApproval | null> {
  const approved = await lastApproved(db, plan)
  if (!approved || (await wasOvertaken(db, plan, approved))) return null
  const stops = stopsIn(plan.guard_input)
  // A read that looks broken for another reason, or by other numbers, is a new question.
  if (!stops.every((stop) => stopsIn(approved.row.guard_input).includes(stop))) return null
  const pending = await comparePending(db, approved.row.id, plan.id)
  if (!pending || (pending.rows === 0 && stops.length === 0)) return null
  await decideRows(db, plan.id, pending.leftOut, false)
  const { actor, at, reason, carriedFrom } = approved.approval
  return {
    actor,
    at,
    reason,
    carriedFrom: carriedFrom ?? approved.row.id,
    planHash: plan.plan_hash,
    selectionHash: await loadSelectionHash(db, plan),
  }
}

interface Approved {
  readonly row: Pick<Tables['plans'], 'id' | 'guard_input'>
  readonly approval: StoredApproval
}

/** The approval given last that was not used; of those it was carried on to, the newest plan. */
async function lastApproved(db: Database, plan: NewPlan): Promise<Approved | undefined> {
  const rows = await db
    .selectFrom('plans')
    .select(['id', 'guard_input', 'approval', 'plan_hash'])
    .where('directory_id', '=', plan.directory_id)
    .where('id', '<', plan.id)
    .where('settings_version', '=', plan.settings_version)
    .where('state', '=', 'ready')
    .where('approval', 'is not', null)
    .where('undoes_run', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  let last: Approved | undefined
  for (const row of rows) {
    const approval = JSON.parse(row.approval ?? '{}') as StoredApproval
    // Changing the selection makes an approval void: it is of exactly what was approved, or of nothing.
    if ((await loadSelectionHash(db, row)) !== approval.selectionHash) continue
    if (!last || approval.at > last.approval.at) last = { row, approval }
  }
  return last
}

/** Whether a plan was finished since the approval that could not carry it on: then the question is a new one. */
async function wasOvertaken(db: Database, plan: NewPlan, { row, approval }: Approved): Promise<boolean> {
  const other = await db
    .selectFrom('plans')
    .select('id')
    .where('directory_id', '=', plan.directory_id)
    .where('id', '>', row.id)
    .where('id', '!=', plan.id)
    .where('settings_version', 'is not', null)
    .where('same_as', 'is', null)
    .where('undoes_run', 'is', null)
    .where('plan_hash', '!=', '')
    .where('finished_at', '>', approval.at)
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}

const stopsIn = (guardInput: string) =>
  stopsOf((JSON.parse(guardInput) as StoredGuardInput).snapshot).map(({ message }) => message)
