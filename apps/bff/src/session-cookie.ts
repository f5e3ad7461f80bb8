import cookie from '@fastify/cookie'
import type { OpenedSession } from '@bindery/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/**
 * `__Host-`: sent to this host alone, over TLS alone (browsers count loopback as that), set by nobody else (RFC 6265bis
 * §4.1.3.2). Strict: no other site's page sends it along.
 */
const name = '__Host-bindery'
const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const

export const sessionCookie = {
  async register(app: FastifyInstance): Promise<void> {
    await app.register(cookie)
  },
  read: (request: FastifyRequest): string | undefined => request.cookies[name],
  /** Sets the cookie of a session that was opened, or takes away that of one that was ended. */
  write(reply: FastifyReply, session: OpenedSession | 'ended'): void {
    if (session === 'ended') void reply.clearCookie(name, attributes)
    else void reply.setCookie(name, session.secret, { ...attributes, expires: session.endsAt })
  },
}
