import type { Conflict, Decision, Side } from '@bindery/contract'
import type { World } from './open-world.ts'
import type { Decide } from './steps.ts'
import { decide, openConflicts } from './verbs.ts'

/** Somebody decides every open conflict. */
export async function decideAll(world: World, { stands, choice }: Decide): Promise<void> {
  for (const conflict of await openConflicts(world)) {
    const kind = conflict.choices[choice % conflict.choices.length]
    if (kind) await decide(world, conflict, decisionOf(kind, conflict, stands))
  }
}

function decisionOf(kind: Decision['kind'], { values, candidates }: Conflict, stands: Side): Decision {
  if (kind === 'values')
    return { kind, sides: Object.fromEntries(values.map(({ ruleId }) => [ruleId, stands])) }
  if (kind !== 'link') return { kind }
  const chosen = candidates.find(({ localId, link }) => localId !== null && link !== 'there')
  return { kind, localId: chosen?.localId ?? null }
}
