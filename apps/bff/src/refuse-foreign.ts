import { BinderyError } from '@bindery/contract'
import type { FastifyRequest } from 'fastify'
import { readsPage } from './serve-console.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A browser may be sent here by another site. */
    fromElsewhere?: boolean | undefined
  }
}

/** Whether a route, as it was registered, is of the API. */
export const isApiRoute = (route: string | undefined): boolean => route?.startsWith('/api/') === true

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A link in a mail or a redirection leads here: to the console's page, or to where a sign-in elsewhere returns to. */
function mayArrive(request: FastifyRequest): boolean {
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': target } = request.headers
  const led = request.method === 'GET' && mode === 'navigate' && target === 'document'
  const { url: route, config } = request.routeOptions
  // A path may be written in escapes; the route is what it leads to.
  const isPage = readsPage(request) && !isApiRoute(route)
  return led && (isPage || config.fromElsewhere === true)
}

/** Why a request is not the console's own; undefined when it is. */
function foreignBecause(request: FastifyRequest, allowedOrigins: ReadonlySet<string>): string | undefined {
  const { origin, 'sec-fetch-site': site } = request.headers
  const host = request.host.toLowerCase()
  const own = `${request.protocol}://${host}`
  // A DNS name rebound to this machine still carries its own name here.
  if (!allowedOrigins.has(own))
    return allowedOrigins.has(`https://${host}`)
      ? 'Open Bindery by https. Where a reverse proxy does that, name it with --trusted-proxy, and let it send X-Forwarded-Proto'
      : 'Open Bindery by the address it printed when it started'
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !mayArrive(request))
    return 'Another web page made this request. Open Bindery in its own tab, by typing its address'
  // Only a program sets Authorization: a page of another site cannot, and no browser sends it by itself.
  if (origin === undefined)
    return readingMethods.has(request.method) || request.headers.authorization !== undefined
      ? undefined
      : 'A request that changes something must carry an Origin header with Bindery’s own address'
  return origin.toLowerCase() === own
    ? undefined
    : 'The Origin header names another address than Bindery’s own'
}

/**
 * The hook that keeps other web pages out (S53): the address asked for must be one of ours, an Origin or Sec-Fetch-Site
 * must be our own unless a browser is led to the page, and whatever changes state must prove its Origin or bring a
 * token.
 * @param allowedOrigins scheme, name and, unless it is the usual one, port, in lower case; read at each request
 * @throws BinderyError `foreign_request`
 */
export function refuseForeign(allowedOrigins: ReadonlySet<string>) {
  return async (request: FastifyRequest): Promise<void> => {
    const because = foreignBecause(request, allowedOrigins)
    if (because !== undefined) throw new BinderyError('foreign_request', because)
  }
}
