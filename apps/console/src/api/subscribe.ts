import { ApiProblem, toProblem } from './problem.ts'
import {
  hasSession,
  parseAnswer,
  urlOf,
  type EventsName,
  type RequestOf,
  type ResponseOf,
} from './request.ts'
import { waitFor } from './waits.ts'

interface Listener<Item> {
  onItem: (item: Item) => void
  /** The stream cannot be opened or an item is malformed. A lost connection is not a problem: the browser reopens it. */
  onProblem?: (problem: ApiProblem) => void
}

/**
 * Follows a server-sent stream: `subscribe('planEvents', { params: { id } }, { onItem })`. The browser reconnects
 * by itself with Last-Event-ID; when it was refused because the session has ended, it begins anew after signing in. Returns
 * the function that ends it; call it when an item says that the work ended, or the browser would reconnect.
 */
export function subscribe<Name extends EventsName>(
  name: Name,
  request: RequestOf<Name>,
  listener: Listener<ResponseOf<Name>>,
): () => void {
  const ended = new AbortController()
  const follow = () => {
    const source = new EventSource(urlOf(name, request))
    ended.signal.addEventListener('abort', () => source.close())
    source.addEventListener('message', (event: MessageEvent<string>) => {
      try {
        listener.onItem(parseAnswer(name, JSON.parse(event.data)))
      } catch (error) {
        source.close()
        listener.onProblem?.(toProblem(error))
      }
    })
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) void goOn()
    })
  }
  const goOn = async () => {
    const again = await signedInAgain(ended.signal).catch(() => false)
    if (ended.signal.aborted) return
    if (again) follow()
    else listener.onProblem?.(notFollowed)
  }
  follow()
  return () => ended.abort()
}

const notFollowed = new ApiProblem({
  code: 'unreachable',
  title: 'Progress cannot be followed',
  detail: 'The work goes on; reload the page to see where it stands.',
  status: 0,
})

/** An event stream does not tell why it was refused: whether it was for want of a session, which there is now. */
const signedInAgain = async (signal: AbortSignal) =>
  !(await hasSession(signal)) && waitFor('sign-in', '', signal)
