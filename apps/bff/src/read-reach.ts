import { readNetworks } from './read-networks.ts'
import type { ServerOptions } from './read-options.ts'
import { readPublicUrl } from './read-public-url.ts'
import { StartError } from './start-error.ts'

/** What was said of how browsers reach the server, as text; an empty one says nothing. */
interface Said {
  readonly certificate: string | undefined
  readonly key: string | undefined
  readonly proxies: string | undefined
  readonly publicUrl: string | undefined
}

/**
 * Reads how browsers reach the server: by TLS of its own, through proxies, under which address.
 * @throws StartError when one of them is no good, or two do not go together
 */
export function readReach(said: Said): Pick<ServerOptions, 'tls' | 'trustedProxies' | 'publicUrl'> {
  const { certificate = '', key = '' } = said
  const trustedProxies = readNetworks('--trusted-proxy', said.proxies ?? '')
  const publicUrl = said.publicUrl ? readPublicUrl(said.publicUrl) : undefined
  if ((certificate === '') !== (key === ''))
    throw new StartError(
      `${certificate === '' ? '--tls-cert' : '--tls-key'} is missing: HTTPS takes both, the certificate and its key`,
    )
  if (trustedProxies.some((network) => network.endsWith('/0')))
    throw new StartError(
      '--trusted-proxy names every address there is, so that anybody could pretend to be anybody: name the proxy’s own',
    )
  if (trustedProxies.length > 0 && publicUrl === undefined)
    throw new StartError(
      '--trusted-proxy needs --public-url, the address that browsers open at the proxy, like https://bindery.example.org',
    )
  const scheme = certificate === '' ? 'http:' : 'https:'
  if (publicUrl !== undefined && trustedProxies.length === 0 && !publicUrl.startsWith(scheme))
    throw new StartError(
      scheme === 'http:'
        ? `--public-url ${publicUrl} needs TLS: give --tls-cert and --tls-key, or the reverse proxy with --trusted-proxy`
        : `--public-url ${publicUrl} is not what a server with a certificate answers by: give it with https://`,
    )
  return {
    ...(certificate !== '' && { tls: { certificate, key } }),
    trustedProxies,
    ...(publicUrl !== undefined && { publicUrl }),
  }
}
