import { ApiProblem, toProblem } from './problem.ts'
import { parseAnswer, urlOf, type EventsName, type RequestOf, type ResponseOf } from './request.ts'

interface Listener<Item> {
  onItem: (item: Item) => void
  /** The stream cannot be opened or an item is malformed. A lost connection is not a problem: the browser reopens it. */
  onProblem?: (problem: ApiProblem) => void
}

/**
 * Follows a server-sent stream: `subscribe('planEvents', { params: { id } }, { onItem })`. The browser reconnects
 * by itself with Last-Event-ID. Returns the function that ends it; call it when an item says that the work ended,
 * or the browser would reconnect.
 */
export function subscribe<Name extends EventsName>(
  name: Name,
  request: RequestOf<Name>,
  listener: Listener<ResponseOf<Name>>,
): () => void {
  const source = new EventSource(urlOf(name, request))
  source.addEventListener('message', (event: MessageEvent<string>) => {
    try {
      listener.onItem(parseAnswer(name, JSON.parse(event.data)))
    } catch (error) {
      source.close()
      listener.onProblem?.(toProblem(error))
    }
  })
  source.addEventListener('error', () => {
    if (source.readyState !== EventSource.CLOSED) return
    listener.onProblem?.(
      new ApiProblem({
        code: 'unreachable',
        title: 'Progress cannot be followed',
        detail: 'The work goes on; reload the page to see where it stands.',
        status: 0,
      }),
    )
  })
  return () => source.close()
}
