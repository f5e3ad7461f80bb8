import { checkEnd } from './check-end.ts'
import type { History } from './open-history.ts'
import type { Step } from './steps.ts'
import { decideAll } from './decide-all.ts'
import { edit, sync, undo } from './sync.ts'

const hour = 60 * 60 * 1000

/** Lives a history through, to a calm end. Throws when anything is not as it must be. */
export async function live(history: History, steps: readonly Step[]): Promise<void> {
  const { world } = history
  for (const step of steps) {
    world.wait(1000)
    if (step.do === 'sync') await sync(history, step)
    else if (step.do === 'undo') await undo(history, step)
    else if (step.do === 'decide') await decideAll(world, step)
    else if (step.do === 'wait') world.wait(step.hours * hour)
    else await edit(history, step)
  }
  await checkEnd(history)
}
