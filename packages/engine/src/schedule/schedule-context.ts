import type { PlanContext } from '../plans/plan-context.ts'
import type { Scheduler } from './scheduler.ts'

/** What the verbs about schedules work with. */
export interface ScheduleContext extends PlanContext {
  readonly scheduler: Scheduler
}
