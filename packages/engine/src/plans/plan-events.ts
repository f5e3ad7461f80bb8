import type { Verbs } from '@bindery/contract'
import { taskKey } from '../tasks/task-messages.ts'
import { watchTask } from '../tasks/watch-task.ts'
import { loadPlan } from './load-plan.ts'
import type { PlanContext } from './plan-context.ts'

/** The plan at once, with each progress, and when the preview has ended. */
export function planEvents(context: PlanContext): Verbs['planEvents'] {
  return ({ params, signal }) =>
    watchTask({
      live: context.tasks.live,
      key: taskKey('preview', params.id),
      load: () => loadPlan(context, params.id),
      ended: (plan) => plan.state !== 'running',
      signal,
    })
}
