import { connect, createServer, type Socket } from 'node:net'
import { serveLoopback } from './serve-loopback.ts'

/** A TCP proxy that makes a server near by far away. */
export interface DelayProxy {
  /** host:port with the target's scheme. */
  url: string
  stop(): Promise<void>
}

/**
 * Starts a proxy for an `ldap://` or `ldaps://` URL on loopback: what is sent either way arrives half a round trip
 * later, in order, however much is under way. So requests that are sent without waiting for answers pay the distance
 * once.
 */
export async function startDelayProxy(target: string, roundTripMs: number): Promise<DelayProxy> {
  const { protocol, hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    const upstream = connect({ port: Number(port), host: hostname, noDelay: true, allowHalfOpen: true })
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', (broken) => {
        sockets.delete(socket)
        // An end in order is passed on in its turn.
        if (!broken) return
        client.destroy()
        upstream.destroy()
      })
    }
    passLate(client, upstream, roundTripMs / 2)
    passLate(upstream, client, roundTripMs / 2)
  })
  const { port: own, stop } = await serveLoopback(server, sockets)
  return {
    url: `${protocol}//127.0.0.1:${own}`,
    stop,
  }
}

function passLate(from: Socket, to: Socket, milliseconds: number): void {
  // A timer counts whole milliseconds of a clock that is read late in a busy turn: what came first stays first, and
  // nothing is passed on before its time.
  const under: { readonly due: number; readonly chunk: Buffer | null }[] = []
  const pass = () => {
    for (let [first] = under; first !== undefined; [first] = under) {
      const early = first.due - performance.now()
      if (early > 0) return void setTimeout(pass, early)
      under.shift()
      if (first.chunk === null) to.end()
      else to.write(first.chunk)
    }
  }
  const take = (chunk: Buffer | null) => {
    under.push({ due: performance.now() + milliseconds, chunk })
    if (under.length === 1) setTimeout(pass, milliseconds)
  }
  from.on('data', take)
  from.on('end', () => take(null))
}
