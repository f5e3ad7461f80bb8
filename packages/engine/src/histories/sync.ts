import { BinderyError, type Plan, type Run } from '@bindery/contract'
import type { Interfere, MemoryRequest } from '@bindery/directory/memory'
import { act, sideOf } from './act.ts'
import { checkPlan } from './check-plan.ts'
import { checkRun } from './check-run.ts'
import { checkUndo } from './check-undo.ts'
import { checkWrites } from './check-writes.ts'
import type { EngineWrites, Looked } from './ledger.ts'
import type { History, LivedRun } from './open-history.ts'
import { readPairs, readSides } from './sides.ts'
import { calm, type Disturbance, type Edit, type Sync, type Undo } from './steps.ts'
import { applyAll, approve, leaveOut, previewAll, previewUndo, startAgain, type SeenChange } from './verbs.ts'

/** The fault that a preview or an apply met with, and where. */
export interface Hit {
  readonly request: MemoryRequest
  readonly kind: 'refuse' | 'cut' | 'hang'
}

/** How a sync went. */
export interface Synced {
  readonly plan: Plan
  readonly changes: readonly SeenChange[]
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
  checkPlan(history, plan, changes, hit)
  if (step.between) await edit(history, step.between)
  const chosen = plan.state === 'ready' ? await choose(history, plan, changes, step) : null
  const run = chosen && (await apply(history, { plan: chosen, changes, looked, undoes: null }, step.apply))
  return { plan, changes, run }
}

/** The way back from the last run, approved. */
export async function undo(history: History, step: Undo): Promise<void> {
  const { world, ledger } = history
  const last = history.runs.at(-1)
  if (!last) return
  const before = ledger.sides
  world.wait(1000)
  const { plan, changes } = await previewUndo(world, last.run.id)
  if (ledger.differs(await readSides(world, ledger.sides))) throw new Error('A preview has written')
  history.trace.push({ plan, changes })
  checkPlan(history, plan, changes, null)
  const chosen = await choose(history, plan, changes, calm)
  const looked = { before, after: ledger.sides }
  if (chosen) await apply(history, { plan: chosen, changes, looked, undoes: last }, step.apply)
}

/** The plan as it may be applied; null when it may not, or proposes nothing. */
async function choose(
  { world }: History,
  plan: Plan,
  changes: readonly SeenChange[],
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
  readonly changes: readonly SeenChange[]
  readonly looked: Looked
  /** Of an undo: the run. */
  readonly undoes: LivedRun | null
}

async function apply(
  history: History,
  planned: Planned,
  disturbance: Disturbance | null,
): Promise<Run | null> {
  const { world, ledger } = history
  const found: EngineWrites[] = []
  world.wait(1000)
  let hit: Hit | null = null
  const absorb = async () => {
    const pairs = await readPairs(world)
    found.push(ledger.synced(await readSides(world, ledger.sides), pairs))
    return pairs
  }
  const death = Promise.withResolvers<null>()
  const meet = (met: Hit) => {
    hit = met
    if (met.kind === 'hang') death.resolve(null)
  }
  world.directory.interfere = disturb(history, disturbance, meet, absorb)
  const ended = applyAll(world, planned.plan).catch((error: unknown) => {
    if (error instanceof BinderyError) return error
    throw error
  })
  const lived = await Promise.race([ended, death.promise])
  world.directory.interfere = null
  const run = lived ?? (await startAgain(world, planned.plan))
  if (run instanceof BinderyError) throw new Error(`A plan that may pass is refused: ${run.message}`)
  history.trace.push({ run })
  const pairs = await absorb()
  for (const writes of found)
    if (planned.undoes) checkUndo(planned.undoes, writes, pairs)
    else checkWrites(history, planned, writes, pairs, disturbance)
  await checkRun(history, planned, found, run, hit)
  history.runs.push({ run, changes: planned.changes, writes: found })
  const clean = run.state === 'succeeded' && planned.undoes === null
  ledger.settle(pairs, planned.looked, clean)
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
