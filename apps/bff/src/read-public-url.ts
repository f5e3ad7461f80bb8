import { isLoopback } from './is-loopback.ts'
import { StartError } from './start-error.ts'

/**
 * Reads the address by which browsers reach the console.
 * @returns its origin: scheme, name and, unless it is the usual one, port
 * @throws StartError when it is no address, has more than an origin, or would let passwords travel in clear text
 */
export function readPublicUrl(text: string): string {
  const url = URL.parse(text)
  const example = 'give the address that browsers open, like https://bindery.example.org'
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new StartError(`--public-url "${text}" is not an address: ${example}`)
  if (url.pathname !== '/' || `${url.username}${url.password}${url.search}${url.hash}` !== '')
    throw new StartError(
      `--public-url has more than a scheme, a name and a port: ${example}. Bindery answers at the top of its name,` +
        ' not below a path',
    )
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new StartError(
      `--public-url ${url.origin} is not encrypted: passwords would cross the network in clear text. Use https://,` +
        ' with --tls-cert and --tls-key or with a reverse proxy that ends TLS',
    )
  return url.origin
}
