import { BinderyError } from '@bindery/contract'
import { DirectoryError, type DirectorySession } from '@bindery/directory'
import type { EngineContext } from '../context.ts'
import type { TaskTarget } from '../tasks/task-context.ts'
import { connect } from './connect.ts'

/** Opens a session, hands it over and closes it whatever happens. Throws `directory_unreachable` with the fix. */
export async function withSession<Result>(
  context: Pick<EngineContext, 'allowNetworks'>,
  target: TaskTarget,
  signal: AbortSignal,
  use: (session: DirectorySession) => Promise<Result>,
): Promise<Result> {
  try {
    const session = await connect(context, target, signal)
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
