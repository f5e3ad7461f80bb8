import { DirectoryError } from '@bindery/directory'
import type { Outcome } from './apply-job.ts'

const codes: readonly string[] = [
  'connection_lost',
  'connection_refused',
  'connection_timeout',
  'operation_timeout',
]

/** Is this about the connection, and not about what was asked? */
export const isBroken = (code: string) => codes.includes(code)

/** Ends the attempt when an operation says that the connection broke off: what is left is not tried on a dead one. */
export function throwIfBroken({ problem }: Outcome): void {
  if (problem && isBroken(problem.code)) throw new DirectoryError(problem)
}
