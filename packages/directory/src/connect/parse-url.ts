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
  const host = decoded(parsed.hostname).replace(/^\[|\]$/g, '')
  if (host === '') throw failure('invalid_url', { raw: url, field })
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

/** A host without its escapes; '' when they are none, or hide what no host has. */
function decoded(hostname: string): string {
  try {
    const host = decodeURIComponent(hostname)
    return /[\p{Cc}\s/@?#]/u.test(host) ? '' : host
  } catch {
    return ''
  }
}

/** Does the address name this machine, so that clear text does not leave it? */
export function isLoopback(address: ServerAddress): boolean {
  const { host, isIp } = address
  return isIp ? /^(127\.|::1$)/.test(host) : /^localhost$/i.test(host)
}
