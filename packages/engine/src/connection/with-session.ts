import { BinderyError } from '@bindery/contract'
import { DirectoryError, openDirectory, type DirectorySession } from '@bindery/directory'
import type { TaskTarget } from '../tasks/task-context.ts'

/** Opens a session, hands it over and closes it whatever happens. Throws `directory_unreachable` with the fix. */
export async function withSession<Result>(
  { settings, bindPassword, clientKey }: TaskTarget,
  signal: AbortSignal,
  use: (session: DirectorySession) => Promise<Result>,
): Promise<Result> {
  try {
    const session = await openDirectory({ connection: settings.connection, bindPassword, clientKey, signal })
    try {
      return await use(session)
    } finally {
      await session.close()
    }
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error
    const { message, fix, field, raw } = error.problem
    const told = [`${message}.`, fix, ...(raw === '' ? [] : [`(${raw})`])].join(' ')
    const path = ['settings', ...field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))]
    throw new BinderyError('directory_unreachable', told, field === '' ? undefined : [{ path, message }])
  }
}
