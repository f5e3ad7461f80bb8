import { PagedResultsControl, SearchRequest, type Control } from 'ldapts'
import { DirectoryError } from '../directory-error.ts'
import { resultProblem } from '../problems.ts'
import { encodeFilter } from './encode-filter.ts'
import type { SentEntry } from './sent-entry.ts'
import type { Reply, Wire } from './wire.ts'

/** A search request (RFC 4511 §4.5.1). Aliases are never followed, and no limit is set. */
export interface Search {
  readonly base: string
  readonly scope: 'base' | 'one' | 'sub'
  /** RFC 4515. */
  readonly filter: string
  readonly attributes: readonly string[]
  readonly controls?: readonly Control[]
}

/** A page (RFC 2696): its size, and the cookie of the page before. */
export interface Page {
  readonly size: number
  readonly cookie: Buffer | null
}

/** Sends a search and gives its reply whatever the result code. Rejects with `DirectoryError`. */
export async function askSearch(wire: Wire, search: Search, page?: Page): Promise<Reply> {
  const filter = encodeFilter(search.filter)
  return wire.ask(
    (messageId) =>
      new SearchRequest({
        messageId,
        baseDN: search.base,
        scope: search.scope,
        filter,
        attributes: search.attributes.length === 0 ? ['1.1'] : [...search.attributes],
        timeLimit: 0,
        controls: [
          ...(search.controls ?? []),
          ...(page === undefined
            ? []
            : [
                new PagedResultsControl({
                  critical: true,
                  value: { size: page.size, ...(page.cookie === null ? {} : { cookie: page.cookie }) },
                }),
              ]),
        ],
      }),
  )
}

/** Where the next page begins; null when this was the last. An empty page with a live cookie is not the last. */
export function nextCookie(reply: Reply): Buffer | null {
  const control = reply.controls.find((one) => one instanceof PagedResultsControl)
  const cookie = control?.value?.cookie
  return cookie === undefined || cookie.length === 0 ? null : cookie
}

/** The entries of an unpaged search. Rejects with `DirectoryError` for any other result than success. */
export async function searchAll(wire: Wire, search: Search): Promise<readonly SentEntry[]> {
  const reply = await askSearch(wire, search)
  if (reply.code !== 0) throw new DirectoryError(resultProblem('search', reply.code, reply.words), reply.code)
  return reply.entries
}
