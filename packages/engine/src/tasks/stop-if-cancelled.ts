import type { TaskContext } from './task-context.ts'

/** For the last phase of a plan: somebody who cancels then is heard too. Throws what the signal was aborted with. */
export function stopIfCancelled(task: TaskContext): void {
  task.progress({ phase: 'guard', done: 0, total: null })
  task.signal.throwIfAborted()
}
