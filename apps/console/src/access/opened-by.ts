import { signInProblems, type SignInProblem } from '@bindery/contract'

/** Of a link that was handed over. */
interface LinkToken {
  readonly page: '/set-up' | '/invitation'
  readonly text: string
}

/**
 * Takes the token out of the address: it is neither to be seen over a shoulder nor kept in the history. Browsers send nothing
 * behind a `#` to a server. It is done before the router reads the address.
 */
function takeToken(): LinkToken | undefined {
  const { pathname, hash } = location
  if ((pathname !== '/set-up' && pathname !== '/invitation') || hash === '') return undefined
  history.replaceState(history.state, '', pathname)
  return { page: pathname, text: hash.slice(1) }
}

/** The token that the console was opened with. */
export const linkToken = takeToken()

function readProblem(): SignInProblem | undefined {
  const problem = new URLSearchParams(location.search).get('problem')
  return location.pathname === '/sign-in' && isProblem(problem) ? problem : undefined
}

const isProblem = (text: string | null): text is SignInProblem =>
  text !== null && Object.hasOwn(signInProblems, text)

let problem = readProblem()

/** Why a sign-in with a provider came to nothing, where it led back here. */
export const openedProblem = () => problem
/** Somebody is in: it is of no interest any more. */
export function forgetProblem(): void {
  problem = undefined
}
