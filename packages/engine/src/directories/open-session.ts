import type { DirectorySession } from '@bindery/directory'
import type { TaskContext, TaskTarget } from '../tasks/task-context.ts'

/** Connects to the directory of these settings. The signal ends the connection, whatever it is doing. */
export function openSession(
  task: TaskContext,
  { settings, bindPassword, clientKey }: TaskTarget,
  signal?: AbortSignal,
): Promise<DirectorySession> {
  const { connection } = settings
  return task.openDirectory({ connection, bindPassword, clientKey, ...(signal && { signal }) })
}
