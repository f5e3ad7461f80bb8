import type {
  Conflict,
  Decision,
  EndpointName,
  endpoints,
  Plan,
  PlanChange,
  PlanMember,
  Run,
  VerbRequest,
} from '@bindery/contract'
import { decideConflict } from '../conflicts/decide-conflict.ts'
import { listConflicts } from '../conflicts/list-conflicts.ts'
import { applyPlan } from '../plans/apply-plan.ts'
import { approvePlan } from '../plans/approve-plan.ts'
import { getPlan } from '../plans/get-plan.ts'
import { listChangedMembers } from '../plans/list-changed-members.ts'
import { listChanges } from '../plans/list-changes.ts'
import { selectChanges } from '../plans/select-changes.ts'
import { startPreview } from '../plans/start-preview.ts'
import { getRun } from '../runs/get-run.ts'
import { undoRun } from '../runs/undo-run.ts'
import { takeUpInterrupted } from '../tasks/take-up-interrupted.ts'
import { testCaller } from '../test-caller.ts'
import { directoryId, type World } from './open-world.ts'

type Request<Name extends EndpointName> = VerbRequest<(typeof endpoints)[Name]>

const { signal } = new AbortController()
const caller = testCaller('ada')
/** A request of ada's, with the parts that matter. */
const request = <Name extends EndpointName>(_name: Name, parts: Partial<Request<Name>>) =>
  ({
    params: undefined,
    query: undefined,
    body: {},
    version: undefined,
    caller,
    signal,
    ...parts,
  }) as Request<Name>

/** A row of a plan, with everyone whom it adds to a group or takes out of it. */
export interface SeenChange extends PlanChange {
  readonly changed: readonly PlanMember[]
}
interface Preview {
  readonly plan: Plan
  readonly changes: SeenChange[]
}

/** Previews, and waits for the plan's end. */
export async function previewAll(world: World): Promise<Preview> {
  const start = startPreview(world.context)
  return loadPreview(world, await start(request('startPreview', { params: { id: directoryId } })))
}

/** Plans the way back from a run. */
export async function previewUndo(world: World, runId: number): Promise<Preview> {
  return loadPreview(world, await undoRun(world.context)(request('undoRun', { params: { id: runId } })))
}

async function loadPreview({ context }: World, { planId }: { planId: number }): Promise<Preview> {
  const params = { id: planId }
  const plan = await getPlan(context)(request('getPlan', { params }))
  const { items } = await listChanges(context)(request('listChanges', { params, query: { limit: 500 } }))
  const changes: SeenChange[] = []
  for (const row of items) changes.push({ ...row, changed: row.members ? await whoOf(context, row.id) : [] })
  return { plan, changes }
}

async function whoOf(context: World['context'], changeId: number): Promise<PlanMember[]> {
  const query = { limit: 500 }
  const list = listChangedMembers(context)
  return (await list(request('listChangedMembers', { params: { id: changeId }, query }))).items
}

export function leaveOut({ context }: World, plan: Plan, changeId: number): Promise<Plan> {
  const body = { ids: [changeId], include: false }
  return selectChanges(context)(request('selectChanges', { params: { id: plan.id }, body }))
}

export function approve({ context }: World, plan: Plan): Promise<Plan> {
  const { planHash, selectionHash } = plan
  const body = { planHash, selectionHash, reason: 'Looked at it' }
  return approvePlan(context)(request('approvePlan', { params: { id: plan.id }, body }))
}

/** Applies a plan, and waits for the run's end. */
export async function applyAll({ context }: World, plan: Plan): Promise<Run> {
  const { planHash, selectionHash } = plan
  const body = { planHash, selectionHash }
  const { runId } = await applyPlan(context)(request('applyPlan', { params: { id: plan.id }, body }))
  return getRun(context)(request('getRun', { params: { id: runId } }))
}

/** Bindery is started again after it died while it applied a plan. */
export async function startAgain({ context, store }: World, plan: Plan): Promise<Run> {
  await takeUpInterrupted(store, context.tasks, () => context.now())
  const { id } = await store.db
    .selectFrom('runs')
    .select('id')
    .where('plan_id', '=', plan.id)
    .executeTakeFirstOrThrow()
  return getRun(context)(request('getRun', { params: { id } }))
}

export async function openConflicts({ context }: World): Promise<Conflict[]> {
  const query = { limit: 100, state: 'open' as const }
  return (await listConflicts(context)(request('listConflicts', { query }))).items
}

export async function decide({ context }: World, conflict: Conflict, decision: Decision): Promise<void> {
  const { id, version } = conflict
  await decideConflict(context)(request('decideConflict', { params: { id }, body: { decision, version } }))
}
