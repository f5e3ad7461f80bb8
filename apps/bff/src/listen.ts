import type { FastifyInstance } from 'fastify'
import { isLoopback } from './is-loopback.ts'
import type { ServerOptions } from './read-options.ts'
import { StartError } from './start-error.ts'

/** As a browser writes it: an IPv6 address in brackets, the usual port left out. */
export function originOf(scheme: string, name: string, port: number): string {
  return new URL(`${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}`).origin
}

const refusals: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there. Stop it, or choose another port with --port',
  EACCES: 'this account may not use it. Choose a port above 1023 with --port',
  EADDRNOTAVAIL: 'this machine does not have the address. Choose 127.0.0.1 with --host',
  ENOTFOUND: 'no address is known by this name. Choose 127.0.0.1 with --host',
}

/**
 * Listens, and lets the addresses of this server through.
 * @param allowedOrigins gets those by which browsers reach the port
 * @returns the origin that it listens by
 * @throws StartError when the address cannot be had
 */
export async function listen(
  app: FastifyInstance,
  { host, port, tls, publicUrl }: Pick<ServerOptions, 'host' | 'port' | 'tls' | 'publicUrl'>,
  allowedOrigins: Set<string>,
): Promise<string> {
  const scheme = tls ? 'https' : 'http'
  try {
    await app.listen({ host, port })
  } catch (error) {
    const because = refusals[(error as NodeJS.ErrnoException).code ?? '']
    if (because === undefined) throw error
    throw new StartError(`Bindery cannot listen on ${originOf(scheme, host, port)}: ${because}`)
  }
  const [address] = app.addresses()
  const bound = typeof address === 'object' ? address.port : port
  const names = ['127.0.0.1', 'localhost', '::1']
  // In clear text, the network may come in by the proxy alone.
  if (tls || isLoopback(host)) names.push(host)
  for (const name of names) allowedOrigins.add(originOf(scheme, name, bound))
  if (publicUrl !== undefined) allowedOrigins.add(publicUrl)
  return originOf(scheme, host, bound)
}
