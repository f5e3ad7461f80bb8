import { openDirectory, type DirectorySession } from '@bindery/directory'
import type { EngineContext } from '../context.ts'
import type { TaskTarget } from '../tasks/task-context.ts'

/** Connects to the directory of these settings, if it is where directories may be. Rejects with `DirectoryError`. */
export function connect(
  { allowNetworks }: Pick<EngineContext, 'allowNetworks'>,
  { settings: { connection }, bindPassword, clientKey }: TaskTarget,
  signal: AbortSignal,
): Promise<DirectorySession> {
  return openDirectory({ connection, bindPassword, clientKey, signal, allowNetworks })
}
