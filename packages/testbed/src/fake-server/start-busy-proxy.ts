import { connect, createServer, type Socket } from 'node:net'
import { readChildren, readElement, readInteger, type BerElement } from './ber.ts'
import { endTogether, serveLoopback } from './serve-loopback.ts'
import { responseTags, writeResult } from './write-response.ts'

/** A request that writes, as it arrives. */
export interface ArrivingWrite {
  dn: string
  /** How many others were passed on and are not answered yet. */
  inFlight: number
}

/** How far away the server seems, and what it has no room for. */
export interface BusyProxyOptions {
  /** Between a request and its answer, on top of the server's own time; requests do not wait for each other. */
  roundTripMs?: number
  /** Writes that it does not take are answered with this; default: all are taken. */
  takes?: (write: ArrivingWrite) => boolean
  /** Result code and words for those; default: busy (51). */
  busy?: { code: number; words: string }
}

/** A proxy in front of a real server that is far away, or has little room. No TLS. */
export interface BusyProxy {
  url: string
  /** Writes that were passed on. */
  writes(): number
  /** Writes that it answered itself. */
  refusals(): number
  /** The longest chain of requests of one connection each of which was sent after an answer to the one before. */
  roundTrips(): number
  stop(): Promise<void>
}

const writing = new Set([0x66, 0x68, 0x6c, 0x4a])
const unfinished = new Set([0x64, 0x73])

/** Starts such a proxy for an `ldap://` URL on loopback. */
export async function startBusyProxy(target: string, options: BusyProxyOptions = {}): Promise<BusyProxy> {
  const { roundTripMs = 0, takes = () => true, busy = { code: 51, words: '' } } = options
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  const counts = { writes: 0, refusals: 0, roundTrips: 0, inFlight: 0 }
  const later = (act: () => void) => void setTimeout(act, roundTripMs / 2)

  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    upstream.setNoDelay()
    endTogether(sockets, client, upstream)
    const rounds = new Map<number, { round: number; write: boolean }>()
    let round = 1
    onMessages(client, (bytes, id, operation) => {
      const asked = round
      counts.roundTrips = Math.max(counts.roundTrips, asked)
      later(() => {
        const write = writing.has(operation.tag)
        if (write && !takes({ dn: nameOf(operation), inFlight: counts.inFlight })) {
          counts.refusals += 1
          const answer = writeResult(id, responseTags[operation.tag] ?? 0, busy.code, busy.words)
          later(() => {
            round = Math.max(round, asked + 1)
            client.write(answer)
          })
          return
        }
        if (write) {
          counts.writes += 1
          counts.inFlight += 1
        }
        rounds.set(id, { round: asked, write })
        upstream.write(bytes)
      })
    })
    onMessages(upstream, (bytes, id, { tag }) => {
      const request = unfinished.has(tag) ? undefined : rounds.get(id)
      if (request?.write === true) counts.inFlight -= 1
      later(() => {
        if (request !== undefined) round = Math.max(round, request.round + 1)
        client.write(bytes)
      })
    })
  })
  const { port: own, stop } = await serveLoopback(server, sockets)
  return {
    url: `ldap://127.0.0.1:${own}`,
    writes: () => counts.writes,
    refusals: () => counts.refusals,
    roundTrips: () => counts.roundTrips,
    stop,
  }
}

/** The entry that a write is about: a deletion is its DN, the others begin with it. */
function nameOf(operation: BerElement): string {
  const name = operation.tag === 0x4a ? operation : readElement(operation.content)?.element
  return name?.content.toString() ?? ''
}

function onMessages(socket: Socket, tell: (bytes: Buffer, id: number, operation: BerElement) => void): void {
  let waiting = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk])
    for (let next = readElement(waiting); next !== undefined; next = readElement(waiting)) {
      const bytes = waiting.subarray(0, next.size)
      waiting = waiting.subarray(next.size)
      const [id, operation] = readChildren(next.element)
      if (id !== undefined && operation !== undefined) tell(bytes, readInteger(id), operation)
    }
  })
}
