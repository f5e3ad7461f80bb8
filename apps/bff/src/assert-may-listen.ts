import { isLoopback } from './is-loopback.ts'
import type { ServerOptions } from './read-options.ts'
import { StartError } from './start-error.ts'

type Place = Pick<ServerOptions, 'host' | 'port' | 'tls' | 'trustedProxies' | 'publicUrl'>

/**
 * Beyond loopback Bindery listens only encrypted, or behind a proxy that is; when it knows its own name; and when there is
 * an admin already, or whoever came first could become one.
 * @param hasAdmin whether a user with the role admin can sign in
 * @throws StartError that names all that is missing, and what to do about each
 */
export function assertMayListen(place: Place, hasAdmin: boolean): void {
  if (isLoopback(place.host)) return
  const missing = [...whatShelters(place), ...(hasAdmin ? [] : [anAdmin])]
  if (missing.length === 0) return
  throw new StartError(
    [
      `Bindery does not listen on ${place.host} yet:`,
      ...missing.map((words) => `- ${words}`),
      `Or listen on 127.0.0.1 (the default) and come in through an SSH tunnel: ${tunnel(place.port)}`,
    ].join('\n'),
  )
}

function whatShelters({ tls, trustedProxies, publicUrl }: Place): string[] {
  return [
    ...(tls || trustedProxies.length > 0
      ? []
      : [
          'It has no TLS: passwords would cross the network in clear text. Give it a certificate with --tls-cert and' +
            ' --tls-key, or put a reverse proxy that ends TLS in front of it and name the proxy with --trusted-proxy.',
        ]),
    ...(publicUrl === undefined
      ? [
          'It does not know the address that browsers open, and refuses other names. Give it with --public-url, like' +
            ' https://bindery.example.org',
        ]
      : []),
  ]
}

const anAdmin =
  'It has no admin, so whoever reached it first could become one. Start it once on 127.0.0.1 (the default, without' +
  ' --host), open the set-up link that it prints and create the first admin. Then start it like this again.'

/** Port 0 is whichever is free. */
const tunnel = (port: number) =>
  port === 0
    ? 'ssh -L <port>:127.0.0.1:<port> <this machine>, with the port that it prints once it listens'
    : `ssh -L ${port}:127.0.0.1:${port} <this machine>`
