import { isIP } from 'node:net'
import { failure } from '../problems.ts'

/** One server address, taken apart. */
export interface ServerAddress {
  readonly url: string
  /** Without the brackets of an IPv6 address. */
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly isIp: boolean
  /** Path into the settings, such as `connection.urls.0`. */
  readonly field: string
  /** How to find the IP addresses of the host; default: as the system does. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

/** Reads `ldap://host[:port]` or `ldaps://…`. Throws `DirectoryError` invalid_url naming the field. */
export function parseServerUrl(url: string, index: number): ServerAddress {
  const field = `connection.urls.${index}`
  const parsed = URL.parse(url)
  const scheme = parsed?.protocol.toLowerCase()
  if (!parsed || (scheme !== 'ldap:' && scheme !== 'ldaps:') || parsed.hostname === '')
    throw failure('invalid_url', { raw: url, field })
  const host = decodeURIComponent(parsed.hostname).replace(/^\[|\]$/g, '')
  const secure = scheme === 'ldaps:'
  return {
    url,
    host,
    port: parsed.port === '' ? (secure ? 636 : 389) : Number(parsed.port),
    secure,
    isIp: isIP(host) !== 0,
    field,
  }
}

/** Does the address name this machine, so that clear text does not leave it? */
export function isLoopback(address: ServerAddress): boolean {
  return /^(127\.|::1$|localhost$)/i.test(address.host)
}
