import type { DirectoryProblem } from './types.ts'

/** A problem between Bindery and a directory server, thrown where an answer is impossible. */
export class DirectoryError extends Error {
  readonly problem: DirectoryProblem
  /** The LDAP result code behind it; undefined when the server did not answer. */
  readonly resultCode: number | undefined

  constructor(problem: DirectoryProblem, resultCode?: number) {
    super(`${problem.message} (${problem.raw || problem.code})`)
    this.name = 'DirectoryError'
    this.problem = problem
    this.resultCode = resultCode
  }
}
