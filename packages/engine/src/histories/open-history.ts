import type { GuardKind, Plan, Run, Settings, Side } from '@bindery/contract'
import { createLedger, type EngineWrites, type Ledger } from './ledger.ts'
import { openWorld, type World } from './open-world.ts'
import { readSides } from './sides.ts'
import type { SeenChange } from './verbs.ts'

/** A loss that the guard is to limit, when it came about. */
export interface Loss {
  readonly side: Side
  readonly kind: GuardKind
  /** Of cleared values; else ''. */
  readonly attribute: string
  readonly at: number
}

/** A run, what its plan said, and what it was seen to write. */
export interface LivedRun {
  readonly run: Run
  readonly changes: readonly SeenChange[]
  readonly writes: readonly EngineWrites[]
}

/** A history under way: the world, and what is kept to judge it by. */
export interface History {
  readonly world: World
  readonly ledger: Ledger
  readonly losses: Loss[]
  readonly runs: LivedRun[]
  /** What the engine said, for whoever reads a failure. */
  readonly trace: ({ plan: Plan; changes: readonly SeenChange[] } | { run: Run })[]
}

export async function openHistory(settings: Settings, syncProvider = true): Promise<History> {
  const world = await openWorld(settings, syncProvider)
  world.directory.add(`ou=inner,${world.directory.usersBase}`, { objectClass: ['organizationalUnit'] })
  return { world, ledger: createLedger(await readSides(world)), losses: [], runs: [], trace: [] }
}
