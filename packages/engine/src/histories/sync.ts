import { BinderyError, type Plan, type PlanChange, type Run } from '@bindery/contract'
import type { Interfere, MemoryRequest } from '@bindery/directory/memory'
import { act, sideOf } from './act.ts'
import { checkPlan } from './check-plan.ts'
import { checkRun } from './check-run.ts'
import { checkWrites } from './check-writes.ts'
import type { EngineWrites } from './ledger.ts'
import type { History } from './open-history.ts'
import { readPairs, readSides } from './sides.ts'
import type { Disturbance, Edit, Sync } from './steps.ts'
import { applyAll, approve, leaveOut, previewAll } from './verbs.ts'

/** The fault that a preview or an apply met with, and where. */
export interface Hit {
  readonly request: MemoryRequest
  readonly kind: 'refuse' | 'cut' | 'hang'
}

/** How a sync went. */
export interface Synced {
  readonly plan: Plan
  readonly changes: readonly PlanChange[]
  readonly run: Run | null
}

/** Somebody edits. */
export async function edit({ world, ledger }: History, step: Edit): Promise<void> {
  await act(world, ledger.sides[sideOf(step)], step)
  ledger.edited(await readSides(world, ledger.sides))
}

/** One preview and, where it proposes something that may pass, its apply; with what comes in their way. */
export async function sync(history: History, step: Sync): Promise<Synced> {
  const { world, ledger } = history
  const before = ledger.sides
  world.wait(1000)
  let hit: Hit | null = null
  world.directory.interfere = disturb(history, step.preview, (found) => (hit = found))
  const { plan, changes } = await previewAll(world)
  world.directory.interfere = null
  if (ledger.differs(await readSides(world, ledger.sides))) throw new Error('A preview has written')
  const looked = { before, after: ledger.sides }
  history.trace.push({ plan, changes })
  checkPlan(plan, changes, hit)
  if (step.between) await edit(history, step.between)
  const chosen = plan.state === 'ready' ? await choose(history, plan, changes, step) : null
  const run = chosen && (await apply(history, { plan: chosen, changes, looked }, step))
  return { plan, changes, run }
}

/** The plan as it may be applied; null when it may not, or proposes nothing. */
async function choose(
  { world }: History,
  plan: Plan,
  changes: readonly PlanChange[],
  step: Sync,
): Promise<Plan | null> {
  let chosen = plan
  const applicable = changes.filter((row) => row.applicable)
  const out = step.leaveOut === null ? undefined : applicable[step.leaveOut]
  if (out) chosen = await leaveOut(world, plan, out.id)
  if (chosen.included === 0) return null
  if (chosen.guard?.verdict === 'within' || chosen.approval) return chosen
  return step.approve ? approve(world, chosen) : null
}

/** What a plan was made from and came to. */
export interface Planned {
  readonly plan: Plan
  readonly changes: readonly PlanChange[]
  readonly looked: { readonly before: History['ledger']['sides']; readonly after: History['ledger']['sides'] }
}

async function apply(history: History, planned: Planned, step: Sync): Promise<Run | null> {
  const { world, ledger } = history
  const found: EngineWrites[] = []
  world.wait(1000)
  let hit: Hit | null = null
  const absorb = async () => {
    const pairs = await readPairs(world)
    found.push(ledger.synced(await readSides(world, ledger.sides), pairs))
    return pairs
  }
  world.directory.interfere = disturb(history, step.apply, (met) => (hit = met), absorb)
  const run = await applyAll(world, planned.plan).catch((error: unknown) => {
    if (error instanceof BinderyError) return error
    throw error
  })
  world.directory.interfere = null
  if (run instanceof BinderyError) throw new Error(`A plan that may pass is refused: ${run.message}`)
  history.trace.push({ run })
  const pairs = await absorb()
  for (const writes of found) checkWrites(history, planned, writes, pairs, step.apply)
  await checkRun(history, planned, found, run, hit)
  ledger.settle(pairs, planned.looked.after, run.state === 'succeeded')
  return run
}

/** Lets the disturbance come at its request; before an edit, `absorb` takes in what the engine has written so far. */
function disturb(
  history: History,
  disturbance: Disturbance | null,
  onHit: (hit: Hit) => void,
  absorb: () => Promise<unknown> = () => Promise.resolve(),
): Interfere | null {
  if (disturbance === null) return null
  let count = 0
  return async (request) => {
    const mine = count++ === disturbance.at
    if (!mine) return null
    if ('fault' in disturbance) {
      onHit({ request, kind: disturbance.fault.kind })
      return disturbance.fault
    }
    await absorb()
    await edit(history, disturbance.edit)
    return null
  }
}
