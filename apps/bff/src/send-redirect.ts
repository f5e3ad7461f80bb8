import type { BrowserRequest, RedirectAnswer } from '@bindery/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { attemptCookie } from './attempt-cookie.ts'
import { sessionCookie } from './session-cookie.ts'

/** The browser behind a request, whose host has been found to be one of ours. */
export const browserOf = (request: FastifyRequest): BrowserRequest => ({
  origin: `${request.protocol}://${request.host}`,
  attempt: attemptCookie.read(request),
})

/** Leads the browser on, with the cookies that go along; what went wrong is for the log. */
export function sendRedirect(reply: FastifyReply, answer: RedirectAnswer): FastifyReply {
  if (answer.attempt) attemptCookie.write(reply, answer.attempt)
  if (answer.session) sessionCookie.write(reply, answer.session)
  if (answer.note !== undefined) reply.log.warn({ why: answer.note }, 'sign-in with the provider failed')
  return reply.redirect(answer.location, 303)
}
