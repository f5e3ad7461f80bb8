import type { Verbs } from '@bindery/contract'
import type { PlanContext } from '../plans/plan-context.ts'
import { taskKey } from '../tasks/task-messages.ts'
import { watchTask } from '../tasks/watch-task.ts'
import { loadRun } from './to-runs.ts'

/** The run at once, with each progress, and when it has ended. */
export function runEvents({ store, tasks: { live } }: PlanContext): Verbs['runEvents'] {
  return ({ params, signal }) =>
    watchTask({
      live,
      key: taskKey('apply', params.id),
      load: () => loadRun(store.db, live, params.id),
      ended: (run) => run.state !== 'running',
      signal,
    })
}
