import type { RedirectAnswer } from '@bindery/contract'
import { OidcError } from './oidc-error.ts'

/** The answer, or where the browser is told why there is none. */
export async function orProblem(answer: () => Promise<RedirectAnswer>): Promise<RedirectAnswer> {
  try {
    return await answer()
  } catch (error) {
    if (!(error instanceof OidcError)) throw error
    return { location: `/sign-in?problem=${error.problem}`, attempt: 'ended', note: error.message }
  }
}
