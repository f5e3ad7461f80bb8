import { BinderyError, type SecretName, type Settings } from '@bindery/contract'
import { findDirectory } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import type { TaskTarget } from '../tasks/task-context.ts'

/** The saved settings of a directory with their secrets opened. */
export async function openTarget(
  context: Pick<EngineContext, 'store' | 'keyring'>,
  directoryId: number,
): Promise<TaskTarget> {
  const row = await findDirectory(context.store.db, directoryId)
  if (!row) throw new BinderyError('not_found', 'This directory was deleted.')
  const secrets = JSON.parse(row.secrets) as Partial<Record<SecretName, { readonly sealed: string }>>
  const open = (name: SecretName) => {
    const sealed = secrets[name]?.sealed
    return sealed ? context.keyring.open(sealed, `directory:${directoryId}:${name}`) : ''
  }
  return {
    settings: JSON.parse(row.settings) as Settings,
    bindPassword: open('bindPassword'),
    clientKey: open('clientKey'),
  }
}
