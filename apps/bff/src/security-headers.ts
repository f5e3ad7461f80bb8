import type { FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isLoopback } from './is-loopback.ts'

/**
 * Headers of every answer. Style tags need the nonce of the page (the component library makes them at run
 * time); style attributes cannot carry one.
 */
export const securityHeaders = {
  enableCSPNonces: true,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      styleSrcAttr: ["'unsafe-inline'"],
      connectSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      formAction: ["'self'"],
    },
  },
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
  // Told by `moreHeaders`, where it is true.
  strictTransportSecurity: false,
} as const satisfies FastifyHelmetOptions

/** What the console has no use for, so nothing that gets into its page has; copying is by a button of its own. */
const permissions = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']
  .map((name) => `${name}=()`)
  .join(', ')

const aYear = 365 * 24 * 3600

/**
 * The hook that sets the headers which depend on the request, or which helmet does not know.
 * @param publicUrl an https origin that browsers are to open by https only for a year; not asked of a loopback name, which
 * other programs of this machine share
 */
export function moreHeaders(publicUrl: string | undefined) {
  const url = URL.parse(publicUrl ?? '')
  const strict = url?.protocol === 'https:' && !isLoopback(url.hostname) ? url.host : null
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    reply.header('cache-control', 'no-store').header('permissions-policy', permissions)
    if (request.protocol === 'https' && request.host.toLowerCase() === strict)
      reply.header('strict-transport-security', `max-age=${aYear}; includeSubDomains`)
  }
}
