import type { FastifyRequest } from 'fastify'

/**
 * The token of the Authorization header (RFC 6750 §2.1); '' for a header with anything else, which is a token that does not
 * work. Undefined: there is no such header.
 */
export function readBearer(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers
  if (authorization === undefined) return undefined
  return /^Bearer +([\w-]{1,200})$/i.exec(authorization)?.[1] ?? ''
}
