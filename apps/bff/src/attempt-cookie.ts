import type { OpenedSession } from '@bindery/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Lax: it has to come along when the provider, another site, leads the browser back here. */
const name = '__Host-bindery-attempt'
const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const

/** What binds a sign-in with a provider to the browser that began it. */
export const attemptCookie = {
  read: (request: FastifyRequest): string | undefined => request.cookies[name],
  write(reply: FastifyReply, attempt: OpenedSession | 'ended'): void {
    if (attempt === 'ended') void reply.clearCookie(name, attributes)
    else void reply.setCookie(name, attempt.secret, { ...attributes, expires: attempt.endsAt })
  },
}
