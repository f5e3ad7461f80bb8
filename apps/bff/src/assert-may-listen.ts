import { isLoopback } from './is-loopback.ts'
import type { ServerOptions } from './read-options.ts'
import { StartError } from './start-error.ts'

type Place = Pick<ServerOptions, 'host' | 'port' | 'tls' | 'trustedProxies' | 'publicUrl'>

/**
 * Beyond loopback Bindery listens only encrypted, or behind a proxy that is; and only when it knows its own name.
 * @throws StartError that says why not, and what to do
 */
export function assertSheltered({ host, port, tls, trustedProxies, publicUrl }: Place): void {
  if (isLoopback(host)) return
  if (!tls && trustedProxies.length === 0)
    throw new StartError(
      `Bindery does not listen on ${host} without TLS: passwords would cross the network in clear text.\n` +
        'Give it a certificate with --tls-cert and --tls-key, or put a reverse proxy that ends TLS in front of it and' +
        ' name the proxy with --trusted-proxy.\n' +
        `Or listen on 127.0.0.1 (the default) and come in through an SSH tunnel: ${tunnel(port)}`,
    )
  if (publicUrl === undefined)
    throw new StartError(
      `Bindery does not listen on ${host} without knowing the address that browsers open: other names are refused.\n` +
        'Give it with --public-url, like https://bindery.example.org',
    )
}

/**
 * Beyond loopback there must be an admin already, or whoever came first could become one.
 * @param hasAdmin whether a user with the role admin can sign in
 * @throws StartError that says how to make one
 */
export function assertHasAdmin({ host, port }: Place, hasAdmin: boolean): void {
  if (isLoopback(host) || hasAdmin) return
  throw new StartError(
    `Bindery does not listen on ${host} yet: it has no admin, so whoever reached it first could become one.\n` +
      'Start it once on 127.0.0.1 (the default, without --host), open the set-up link that it prints and create the' +
      ' first admin. Then start it like this again.\n' +
      `From another machine the link works through an SSH tunnel: ${tunnel(port)}`,
  )
}

const tunnel = (port: number) => `ssh -L ${port}:127.0.0.1:${port} <this machine>`
