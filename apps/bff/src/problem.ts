import { BinderyError, errorCodes, type ErrorCode, type Problem } from '@bindery/contract'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

/** Finds the refusal in whatever was thrown; what Bindery did not foresee keeps its details to the log. */
function refusalOf(error: Error & Pick<Partial<FastifyError>, 'code' | 'statusCode'>): BinderyError {
  if (error instanceof BinderyError) return error
  const status = error.statusCode ?? 500
  if (status === 413) return new BinderyError('too_large', 'Send less than 1 MiB at once')
  // Node's word for a client that is gone before all of its request came.
  if (status === 400 && error.code === 'ECONNRESET')
    return new BinderyError('invalid_request', 'The connection was closed before the whole request came')
  if (status >= 400 && status < 500 && error.code?.startsWith('FST_'))
    return new BinderyError(status === 404 ? 'not_found' : 'invalid_request', error.message)
  return new BinderyError('internal', 'Bindery could not do this. Its log has the details')
}

/** The RFC 9457 document of a refusal; `code` is stable, `detail` is for people. */
export function problemOf(error: BinderyError): Problem {
  const { status, title } = errorCodes[error.code]
  const problem = { type: `urn:bindery:problem:${error.code}`, title, status, code: error.code }
  return { ...problem, detail: error.message, ...(error.errors && { errors: error.errors }) }
}

/** Somebody tries what they may not. */
const attempts: ReadonlySet<ErrorCode> = new Set([
  'forbidden',
  'foreign_request',
  'locked',
  'too_many_requests',
])

/**
 * Answers anything thrown on the way with problem details; the unexpected is logged, and told as `internal`. What was
 * refused because of who asks is logged too, with its address.
 */
export function sendProblem(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error)
  if (refusal.code === 'internal' || refusal.code === 'database_unavailable')
    request.log.error({ err: error }, 'unexpected error')
  if (attempts.has(refusal.code)) request.log.warn({ refusal: refusal.code, req: request }, 'refused')
  if (refusal.code === 'sign_in_failed' && refusal.cause instanceof Error)
    request.log.warn({ why: refusal.cause.message }, 'sign-in failed')
  // What a 401 must name (RFC 9110 §15.5.2), and browsers ask no password for.
  if (errorCodes[refusal.code].status === 401) void reply.header('www-authenticate', 'Bearer')
  return reply
    .code(errorCodes[refusal.code].status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemOf(refusal)))
}
