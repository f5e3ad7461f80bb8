import type { EndpointName, endpoints, Plan, PlanChange, Run, VerbRequest } from '@bindery/contract'
import { applyPlan } from '../plans/apply-plan.ts'
import { approvePlan } from '../plans/approve-plan.ts'
import { getPlan } from '../plans/get-plan.ts'
import { listChanges } from '../plans/list-changes.ts'
import { selectChanges } from '../plans/select-changes.ts'
import { startPreview } from '../plans/start-preview.ts'
import { getRun } from '../runs/get-run.ts'
import { directoryId, type World } from './open-world.ts'

type Request<Name extends EndpointName> = VerbRequest<(typeof endpoints)[Name]>

const { signal } = new AbortController()
/** A request of ada's, with the parts that matter. */
const request = <Name extends EndpointName>(_name: Name, parts: Partial<Request<Name>>) =>
  ({
    params: undefined,
    query: undefined,
    body: {},
    version: undefined,
    actor: 'ada',
    signal,
    ...parts,
  }) as Request<Name>

/** Previews, and waits for the plan's end. */
export async function previewAll({ context }: World): Promise<{ plan: Plan; changes: PlanChange[] }> {
  const { planId } = await startPreview(context)(request('startPreview', { params: { id: directoryId } }))
  const params = { id: planId }
  const plan = await getPlan(context)(request('getPlan', { params }))
  const { items } = await listChanges(context)(request('listChanges', { params, query: { limit: 500 } }))
  return { plan, changes: items }
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
