import type { SignInProblem } from '@bindery/contract'
import { AuthorizationResponseError, ResponseBodyError } from 'openid-client'

/** Why a sign-in with a provider did not come to its end. The message is for the log. */
export class OidcError extends Error {
  override readonly name = 'OidcError'
  readonly problem: SignInProblem

  constructor(problem: SignInProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
  }

  /** What the library threw, as far down as it says why; never what was sent. */
  static of(problem: SignInProblem, error: unknown): OidcError {
    if (error instanceof OidcError) return error
    const causes: string[] = []
    for (let at: unknown = error; at instanceof Error && causes.length < 4; at = at.cause)
      causes.push(wordsOf(at))
    return new OidcError(problem, [...new Set(causes)].join(': '), { cause: error })
  }
}

function wordsOf(error: Error): string {
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError)
    return [error.error, error.error_description]
      .filter((part) => part !== undefined)
      .join(': ')
      .slice(0, 500)
  return error.message.slice(0, 500)
}
