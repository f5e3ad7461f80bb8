import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { FastifyServerFactory } from 'fastify'
import type { TlsFiles } from './tls-files.ts'

/** What one client may take of a server's time, in milliseconds, and all together of its connections. */
export interface ServerLimits {
  /** Until the head of a request is there; a connection that says nothing counts as one. */
  readonly headers: number
  /** Until all of a request is there. */
  readonly request: number
  /** A connection that waits for its next request; longer than proxies keep theirs. */
  readonly idle: number
  readonly connections: number
}

export const usualLimits: ServerLimits = { headers: 10_000, request: 30_000, idle: 72_000, connections: 1000 }

const handshakeMilliseconds = 10_000

/** Makes the server that the application listens with: HTTPS by the files, renewed with them, or HTTP. */
export function serverFactory(limits: ServerLimits, tls: TlsFiles | undefined): FastifyServerFactory {
  return (handler) => {
    const options = {
      headersTimeout: limits.headers,
      requestTimeout: limits.request,
      keepAliveTimeout: limits.idle,
      // Whoever is late is found out by then.
      connectionsCheckingInterval: limits.headers / 10,
    }
    const server: Server = tls ? serveTls(tls, options, handler) : createHttpServer(options, handler)
    server.maxConnections = limits.connections
    return server
  }
}

function serveTls(
  tls: TlsFiles,
  options: Parameters<typeof createHttpServer>[0],
  handler: Parameters<FastifyServerFactory>[0],
): Server {
  const always = { ...options, minVersion: 'TLSv1.2', handshakeTimeout: handshakeMilliseconds } as const
  const server = createHttpsServer({ ...always, ...tls.pair }, handler)
  tls.watch((pair) => server.setSecureContext({ ...pair, minVersion: 'TLSv1.2' }))
  server.once('close', () => tls.close())
  return server
}
