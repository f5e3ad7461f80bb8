import { connect, createServer, type Socket } from 'node:net'
import { passRequests, type Interposed } from './pass-requests.ts'
import type { FakeRequest } from './read-request.ts'
import { endTogether, serveLoopback } from './serve-loopback.ts'

/** A TCP proxy in front of a real server; faults count the bytes the server sends on one connection. */
export interface FaultProxy {
  /** host:port with the target's scheme. */
  url: string
  /** Connections cut after so many bytes from the server; applies to connections made from now on. */
  cutAfter(bytes: number): void
  /** Silence after so many bytes from the server; applies to connections made from now on. */
  stallAfter(bytes: number): void
  /**
   * Holds the first request that matches back until `act` has ended, on one connection made from now on; resolves when
   * it has been passed on. Not for TLS, whose requests nobody can read.
   */
  before(matches: (request: FakeRequest) => boolean, act: () => Promise<unknown>): Promise<void>
  /** Cuts every connection there is; new ones are made as before. */
  cut(): void
  /** No more faults for new connections. */
  heal(): void
  /** How many connections were made. */
  connections(): number
  stop(): Promise<void>
}

type Fault = { kind: 'cut' | 'stall'; bytes: number } | undefined

/** Starts a proxy for an `ldap://` or `ldaps://` URL on loopback; without a fault it only passes bytes on. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const { protocol, hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let fault: Fault
  let interposed: Interposed | undefined
  let count = 0
  const server = createServer((client) => {
    count++
    const upstream = connect(Number(port) || (protocol === 'ldaps:' ? 636 : 389), hostname)
    endTogether(sockets, client, upstream)
    if (interposed === undefined) client.pipe(upstream)
    else passRequests(client, upstream, interposed)
    passOn(upstream, client, fault)
  })
  const { port: own, cut, stop } = await serveLoopback(server, sockets)
  return {
    url: `${protocol}//127.0.0.1:${own}`,
    cutAfter: (bytes) => (fault = { kind: 'cut', bytes }),
    stallAfter: (bytes) => (fault = { kind: 'stall', bytes }),
    before: (matches, act) => {
      const passed = Promise.withResolvers<void>()
      const actOnce = async () => {
        interposed = undefined
        await act().then(() => passed.resolve(), passed.reject)
      }
      interposed = { matches, act: actOnce }
      return passed.promise
    },
    cut,
    heal: () => (fault = undefined),
    connections: () => count,
    stop,
  }
}

function passOn(upstream: Socket, client: Socket, fault: Fault): void {
  if (fault === undefined) {
    upstream.pipe(client)
    return
  }
  let left = fault.bytes
  upstream.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, left)
    left -= part.length
    client.write(part, () => {
      if (left === 0 && fault.kind === 'cut') client.destroy()
    })
  })
}
