import type { Settings } from '@bindery/contract'
import { findDirectory } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import type { TaskTarget } from '../tasks/task-context.ts'
import { directoryNotFound } from './refusals.ts'
import { secretsFor } from './resolve-secrets.ts'

/** The saved settings of a directory with their secrets opened. Throws `not_found`, `secret_required`. */
export async function openTarget(
  context: Pick<EngineContext, 'store' | 'keyring'>,
  directoryId: number,
): Promise<TaskTarget> {
  const row = await findDirectory(context.store.db, directoryId)
  if (!row) throw directoryNotFound(directoryId)
  const settings = JSON.parse(row.settings) as Settings
  const secrets = { bindPassword: { keep: true }, clientKey: { keep: true } } as const
  return { settings, ...secretsFor(context, { settings, secrets }, row) }
}
