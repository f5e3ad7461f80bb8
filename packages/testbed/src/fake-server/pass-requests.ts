import type { Socket } from 'node:net'
import { readElement } from './ber.ts'
import { readRequest, type FakeRequest } from './read-request.ts'

/** What happens between a client's request and its arrival at the server. */
export interface Interposed {
  readonly matches: (request: FakeRequest) => boolean
  readonly act: () => Promise<void>
}

/** Passes requests on one by one; the first that matches waits, and all after it, until `act` has ended. */
export function passRequests(client: Socket, upstream: Socket, interposed: Interposed): void {
  let waiting = Buffer.alloc(0)
  let before: Interposed | undefined = interposed
  const pass = async () => {
    client.pause()
    for (let next = readElement(waiting); next !== undefined; next = readElement(waiting)) {
      const message = waiting.subarray(0, next.size)
      waiting = waiting.subarray(next.size)
      if (before?.matches(readRequest(next.element).request) === true) {
        const { act } = before
        before = undefined
        await act()
      }
      upstream.write(message)
    }
    client.resume()
  }
  client.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk])
    void pass()
  })
}
