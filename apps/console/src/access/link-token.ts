/** Pages that are opened by a link with a token behind its `#`, which browsers send to no server. */
const pages = ['/set-up'] as const

interface OpenedBy {
  readonly page: (typeof pages)[number]
  readonly token: string
}

/**
 * Takes the token out of the address, so that it is neither seen over a shoulder nor kept in the history. It is done before
 * the router reads the address.
 */
function takeToken(): OpenedBy | undefined {
  const { pathname, search, hash } = location
  const page = pages.find((path) => path === pathname)
  if (page === undefined || hash === '') return undefined
  history.replaceState(history.state, '', pathname + search)
  return { page, token: hash.slice(1) }
}

/** The link that the console was opened with; undefined for any other address. */
export const openedBy = takeToken()
