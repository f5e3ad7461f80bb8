import { once } from 'node:events'
import type { Server, Socket } from 'node:net'

/** A TCP server on a loopback port of its own. */
export interface LoopbackServer {
  port: number
  /** Ends every connection there is. */
  cut: () => void
  stop: () => Promise<void>
}

/** Lets a server listen; `sockets` are the connections to end with it. */
export async function serveLoopback(server: Server, sockets: ReadonlySet<Socket>): Promise<LoopbackServer> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: address.port,
    cut,
    stop: async () => {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Two connections of a proxy that end together; `sockets` has them for as long as they live. */
export function endTogether(sockets: Set<Socket>, client: Socket, upstream: Socket): void {
  for (const socket of [client, upstream]) {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      client.destroy()
      upstream.destroy()
    })
  }
}
