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
