import type { FastifyHelmetOptions } from '@fastify/helmet'

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
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
  // Bindery answers on loopback over http.
  strictTransportSecurity: false,
} as const satisfies FastifyHelmetOptions
