import {
  BinderyError,
  type Caller,
  type Count,
  type Plan,
  type Progress,
  type Verbs,
} from '@bindery/contract'
import { findDirectory, reserveIds, type Database, type Tables } from '@bindery/store'
import { auditedPlan } from '../audit/audited-plan.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { pause } from '../schedule/pause-schedule.ts'
import { scheduleOf } from '../schedule/schedule-rows.ts'
import { requireProof } from '../access/require-proof.ts'
import { findPlan, loadPlan } from './load-plan.ts'
import { passesWhole } from './passes-whole.ts'
import type { PlanContext } from './plan-context.ts'
import { requireEnabled } from './require-enabled.ts'
import { requireReady } from './require-ready.ts'
import { requireReviewed } from './require-reviewed.ts'
import { tallyPlan } from './tally-plan.ts'

/** Starts the one run of a plan, if it is what was reviewed, still fits, and the guard lets it pass. */
export function applyPlan(context: PlanContext): Verbs['applyPlan'] {
  return async ({ params, body, caller }) => {
    const found = await findPlan(context.store.db, params.id)
    requireReady(found)
    let runId = 0
    await context.tasks.start(found.directory_id, async () => {
      runId = await context.store.transaction(async (db) => {
        const row = await findPlan(db, params.id)
        const plan = await loadPlan(context, params.id, db)
        requireReviewed(row, plan, body)
        await requireEnabled(db, row.directory_id)
        requirePassed(plan)
        if (plan.removals.length > 0) requireProof(caller, context.now(), 'apply removals')
        const tallies = await tallyPlan(db, row.id)
        const whole = await passesWhole(db, row.id, tallies, plan.approval !== null)
        if (row.undoes_run !== null) await pauseAfterUndo(context, db, row, caller)
        const id = await insertRun(db, row, {
          counts: plan.counts,
          whole,
          actor: caller.name,
          at: context.now(),
        })
        await recordAudit(context, db, {
          caller,
          action: 'plan.applied',
          subject: await auditedPlan(db, row),
          directoryId: row.directory_id,
          planId: row.id,
          runId: id,
          facts: { rows: plan.included, guard: plan.guard?.verdict ?? null, ...body },
        })
        return id
      })
      return { kind: 'apply', id: runId }
    })
    return { runId }
  }
}

/** What is undone would be proposed again, and applied, by the next scheduled preview. */
async function pauseAfterUndo(
  context: PlanContext,
  db: Database,
  plan: Tables['plans'],
  caller: Caller,
): Promise<void> {
  const directory = await findDirectory(db, plan.directory_id)
  if (!directory || scheduleOf(directory).mode === 'off') return
  const why = `Run ${plan.undoes_run} was undone; the next preview would propose it again.`
  await pause(context, db, directory, { caller, why })
}

function requirePassed(plan: Plan): void {
  if (plan.included === 0)
    throw new BinderyError('invalid_request', 'Nothing is included, so there is nothing to apply')
  if (plan.guard?.verdict === 'within' || plan.approval) return
  const told = plan.guard?.stops.map((stop) => stop.message) ?? []
  throw new BinderyError(
    'approval_required',
    ['Approve this plan and selection, with a reason.', ...told].join(' '),
  )
}

/** Adds the run of a plan that was reviewed, and marks the plan as under way. To be run in a transaction. */
export async function insertRun(
  db: Database,
  plan: Tables['plans'],
  by: {
    readonly counts: readonly Count[]
    readonly whole: boolean
    readonly actor: string
    readonly at: Date
  },
): Promise<number> {
  const id = await reserveIds(db, 'runs', 1)
  const total = by.counts.reduce((sum, count) => sum + count.included, 0)
  const progress: Progress = { phase: 'connecting', done: 0, total }
  await db
    .insertInto('runs')
    .values({
      id,
      directory_id: plan.directory_id,
      plan_id: plan.id,
      state: 'running',
      started_at: by.at.toISOString(),
      resumed_at: null,
      finished_at: null,
      actor: by.actor,
      progress: JSON.stringify(progress),
      planned: JSON.stringify(by.counts),
      failure: null,
    })
    .execute()
  await db
    .updateTable('plans')
    .set({ state: 'applying', run_id: id, passed_whole: by.whole ? 1 : 0 })
    .where('id', '=', plan.id)
    .execute()
  return id
}
