import { runApply } from '../apply/apply.ts'
import { endOfImpact } from '../impact/run-impact.ts'
import type { TaskContext } from '../tasks/task-context.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { makePlan } from '../undo/make-plan.ts'

/** Tasks that run where they are started, to their end: no threads. */
export function createLocalTasks(task: TaskContext): Tasks {
  return {
    live: {
      publish: () => undefined,
      end: () => undefined,
      latest: () => undefined,
      changed: () => Promise.resolve(),
      ended: () => Promise.resolve(),
    },
    async start(_directoryId, prepare) {
      const { kind, id } = await prepare()
      await (kind === 'preview' ? makePlan : runApply)(task, id)
    },
    measure: (directoryId, draft) => endOfImpact({ ...task, draft }, directoryId),
    ended: () => Promise.resolve(),
    cancel: () => undefined,
    close: () => Promise.resolve(),
  }
}
