import type { EngineContext } from '../context.ts'
import type { Tasks } from '../tasks/tasks.ts'

/** What the verbs about plans and runs work with. */
export interface PlanContext extends EngineContext {
  readonly tasks: Tasks
}
