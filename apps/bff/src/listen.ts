import type { FastifyInstance } from 'fastify'
import { StartError } from './start-error.ts'

/** `host:port` as a browser writes it: an IPv6 address in brackets, port 80 left out. */
function hostOf(name: string, port: number): string {
  return new URL(`http://${name.includes(':') ? `[${name}]` : name}:${port}`).host
}

const refusals: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there. Stop it, or choose another port with --port',
  EACCES: 'this account may not use it. Choose a port above 1023 with --port',
  EADDRNOTAVAIL: 'this machine does not have the address. Choose 127.0.0.1 with --host',
}

/**
 * Listens, and lets the names of this server through.
 * @param allowedHosts gets the names by which a browser on this machine reaches the port
 * @returns the URL to open
 * @throws StartError when the address cannot be had
 */
export async function listen(
  app: FastifyInstance,
  { host, port }: { host: string; port: number },
  allowedHosts: Set<string>,
): Promise<string> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const because = refusals[(error as NodeJS.ErrnoException).code ?? '']
    if (because === undefined) throw error
    throw new StartError(`Bindery cannot listen on ${hostOf(host, port)}: ${because}`)
  }
  const [address] = app.addresses()
  const bound = typeof address === 'object' ? address.port : port
  for (const name of ['127.0.0.1', 'localhost', '::1', host]) allowedHosts.add(hostOf(name, bound))
  return `http://${hostOf(host, bound)}`
}
