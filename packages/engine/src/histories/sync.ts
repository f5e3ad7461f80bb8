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
  /** Nobody and nothing came in between, and no row was left out. */
  readonly undisturbed: boolean
}

/** Somebody edits: a look at both sides before it tells their writes from the engine's. */
export async function edit(
  history: History,
  step: Edit,
  onEngine?: (writes: EngineWrites) => void,
): Promise<void> {
  const { world, ledger } = history
  const writes = ledger.synced(await readSides(world), await readPairs(world))
  onEngine?.(writes)
  await act(world, ledger.sides[sideOf(step)], step)
  ledger.edited(await readSides(world))
}

/** One preview and, where it proposes something that may pass, its apply; with what comes in their way. */
export async function sync(history: History, step: Sync): Promise<Synced> {
  const { world, ledger } = history
  const before = ledger.sides
  world.wait(1000)
  let hit: Hit | null = null
  const nothing = (writes: EngineWrites) => {
    if (writes.added.length + writes.lost.length > 0) throw new Error('A preview has written')
  }
  world.directory.interfere = disturb(history, step.preview, nothing, (found) => (hit = found))
  const { plan, changes } = await previewAll(world)
  world.directory.interfere = null
  nothing(ledger.synced(await readSides(world), await readPairs(world)))
  const looked = { before, after: ledger.sides }
  history.trace.push({ plan, changes })
  checkPlan(plan, changes, hit)
  if (step.between) await edit(history, step.between)
  const chosen = plan.state === 'ready' ? await choose(history, plan, changes, step) : null
  const run = chosen && (await apply(history, { plan: chosen, changes, looked }, step))
  const undisturbed = !step.preview && !step.between && !step.apply && step.leaveOut === null
  return { plan, changes, run, undisturbed }
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
  world.directory.interfere = disturb(
    history,
    step.apply,
    (writes) => void found.push(writes),
    (met) => (hit = met),
  )
  const run = await applyAll(world, planned.plan).catch((error: unknown) => {
    if (error instanceof BinderyError) return error
    throw error
  })
  world.directory.interfere = null
  if (run instanceof BinderyError) throw new Error(`A plan that may pass is refused: ${run.message}`)
  history.trace.push({ run })
  const pairs = await readPairs(world)
  found.push(ledger.synced(await readSides(world), pairs))
  for (const writes of found) checkWrites(history, planned, writes, pairs, step.apply)
  await checkRun(history, planned, found, run, hit)
  ledger.settle(pairs, planned.looked.after, run.state === 'succeeded')
  return run
}

/** Lets the disturbance come at its request. */
function disturb(
  history: History,
  disturbance: Disturbance | null,
  onEngine: (writes: EngineWrites) => void,
  onHit: (hit: Hit) => void,
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
    await edit(history, disturbance.edit, onEngine)
    return null
  }
}
