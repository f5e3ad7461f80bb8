import { BinderyError } from '@bindery/contract'
import type { FastifyRequest } from 'fastify'

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Why a request is not the console's own; undefined when it is. */
function foreignBecause(request: FastifyRequest, allowedHosts: ReadonlySet<string>): string | undefined {
  const { host = '', origin, 'sec-fetch-site': site } = request.headers
  // A DNS name rebound to loopback still carries its own name here.
  if (!allowedHosts.has(host.toLowerCase())) return 'Open Bindery by the address it printed when it started'
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return 'Another web page made this request. Open Bindery in its own tab, by typing its address'
  if (origin === undefined)
    return readingMethods.has(request.method)
      ? undefined
      : 'A request that changes something must carry an Origin header with Bindery’s own address'
  return origin.toLowerCase() === `http://${host.toLowerCase()}`
    ? undefined
    : 'The Origin header names another address than Bindery’s own'
}

/**
 * The hook that keeps other web pages out (S53): the Host must be one of ours, an Origin or Sec-Fetch-Site
 * must be our own, and whatever changes state must prove its Origin.
 * @param allowedHosts `host:port` in lower case, without the port where it is 80; read at each request
 * @throws BinderyError `foreign_request`
 */
export function refuseForeign(allowedHosts: ReadonlySet<string>) {
  return async (request: FastifyRequest): Promise<void> => {
    const because = foreignBecause(request, allowedHosts)
    if (because !== undefined) throw new BinderyError('foreign_request', because)
  }
}
