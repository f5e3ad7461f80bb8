import {
  BinderyError,
  scheduleCaller,
  type ErrorCode,
  type Failure,
  type Plan,
  type Run,
  type ScheduleState,
} from '@bindery/contract'
import { findDirectory } from '@bindery/store'
import { decideScheduled } from '@bindery/sync'
import { applyPlan } from '../plans/apply-plan.ts'
import { dropOldPlans } from '../plans/drop-plans.ts'
import { loadPlan } from '../plans/load-plan.ts'
import type { PlanContext } from '../plans/plan-context.ts'
import { reuseTwin } from '../plans/reuse-twin.ts'
import { selectChanges } from '../plans/select-changes.ts'
import { startPreview } from '../plans/start-preview.ts'
import { loadRun } from '../runs/to-runs.ts'
import type { TaskKind } from '../tasks/task-messages.ts'
import { loadSchedule, scheduleOf } from './schedule-rows.ts'

/** What came of one scheduled preview. */
export interface ScheduledResult {
  readonly outcome: NonNullable<ScheduleState['last']>['outcome']
  readonly sentence: string
  readonly planId: number | null
  readonly runId: number | null
  readonly failure: Failure | null
}

/**
 * One preview of the saved settings and, as far as policy and guard allow, its application. A directory that somebody
 * is previewing or syncing is passed over. Null when the signal cut it short.
 */
export async function runScheduled(
  context: PlanContext,
  directoryId: number,
  signal: AbortSignal,
): Promise<ScheduledResult | null> {
  const by = { query: undefined, version: undefined, caller: scheduleCaller, signal }
  let planId: number | null = null
  try {
    const started = await startPreview(context)({ ...by, params: { id: directoryId }, body: {} })
    planId = started.planId
    await endOf(context, directoryId, { kind: 'preview', id: planId }, signal)
    if (signal.aborted) return null
    const plan = await loadPlan(context, await reuseTwin(context.store, planId))
    await dropOldPlans(context.store.db, directoryId, scheduleCaller.name, dayBefore(context.now()))
    if (plan.state !== 'ready') return endOfPreview(plan)
    const apply = await maySync(context, directoryId)
    const step = apply === null ? 'wait' : decideScheduled(plan, apply)
    if (step === 'nothing' || step === 'wait')
      return result(step === 'wait' ? 'waits' : 'nothing', plan.sentence, { planId: plan.id })
    const params = { id: plan.id }
    const body = { include: false, waiting: true as const }
    const chosen = step === 'apply' ? plan : await selectChanges(context)({ ...by, params, body })
    if (chosen.included === 0) return result('waits', plan.sentence, { planId: plan.id })
    const { planHash, selectionHash } = chosen
    const { runId } = await applyPlan(context)({ ...by, params, body: { planHash, selectionHash } })
    await endOf(context, directoryId, { kind: 'apply', id: runId }, signal)
    if (signal.aborted) return null
    const run = await loadRun(context.store.db, context.tasks.live, runId)
    return endOfRun(run, plan.included - chosen.included)
  } catch (error) {
    if (!(error instanceof BinderyError)) throw error
    const outcome = outcomeOf(error.code)
    const failure = { code: error.code, message: error.message, fix: '', field: '', raw: '' }
    return result(outcome, error.message, { planId, failure: outcome === 'failed' ? failure : null })
  }
}

/** Waits for a task, which ends early when the signal came while it was being started. */
function endOf(
  { tasks }: PlanContext,
  directoryId: number,
  task: { readonly kind: TaskKind; readonly id: number },
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) tasks.cancel(task.kind, task.id)
  return tasks.ended(directoryId)
}

const dayBefore = (now: Date) => new Date(now.getTime() - 24 * 60 * 60 * 1000)

/** What a refusal comes to: what somebody else is at work on, or has just changed, is found the next time. */
function outcomeOf(code: ErrorCode): ScheduledResult['outcome'] {
  if (code === 'approval_required') return 'waits'
  const passedOver: readonly ErrorCode[] = ['busy', 'plan_stale', 'plan_used', 'hash_mismatch', 'not_enabled']
  return passedOver.includes(code) ? 'skipped' : 'failed'
}

/** How what was previewed may be applied now; null when the schedule was paused meanwhile. */
async function maySync({ store }: PlanContext, directoryId: number) {
  const directory = await findDirectory(store.db, directoryId)
  const { paused_at: pausedAt } = await loadSchedule(store.db, directoryId)
  return directory && pausedAt === null ? scheduleOf(directory).apply : null
}

function endOfPreview({ id, state, sentence, failure }: Plan): ScheduledResult {
  return result(state === 'failed' ? 'failed' : 'skipped', sentence, { planId: id, failure })
}

/** `waiting`: how many rows were left for a person. */
function endOfRun(run: Run, waiting: number): ScheduledResult {
  const { done, refused, drifted, inDoubt } = run.outcome
  // What is refused every time must not be tried every ten seconds.
  const failed = run.failure !== null || (done === 0 && refused + drifted + inDoubt > 0)
  const sentence = waiting > 0 ? `${run.sentence}; ${waiting} wait for approval` : run.sentence
  const outcome = failed ? 'failed' : waiting > 0 ? 'waits' : 'applied'
  return result(outcome, sentence, { planId: run.planId, runId: run.id, failure: run.failure })
}

const result = (
  outcome: ScheduledResult['outcome'],
  sentence: string,
  more: Partial<ScheduledResult> = {},
): ScheduledResult => ({ outcome, sentence, planId: null, runId: null, failure: null, ...more })
