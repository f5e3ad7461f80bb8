import type { Failure } from '@bindery/contract'
import { DirectoryError } from '@bindery/directory'

/** What ended a task early, in the directory's words where it has some. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof DirectoryError) {
    const { code, message, fix, field, raw } = error.problem
    return { code, message, fix, field, raw }
  }
  return {
    code: 'internal',
    message: error instanceof Error ? error.message : String(error),
    fix: 'Try again. If it repeats, look at the log.',
    field: '',
    raw: '',
  }
}
