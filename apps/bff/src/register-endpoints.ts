import {
  endpoints,
  type Caller,
  type Download,
  type Endpoint,
  type EndpointName,
  type RedirectAnswer,
  type SessionAnswer,
  type VerbRequest,
} from '@bindery/contract'
import type { Credentials } from '@bindery/engine'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AppOptions } from './app.ts'
import { fit } from './check-schemas.ts'
import { describeEndpoint } from './describe-endpoint.ts'
import { rateLimits } from './rate-limits.ts'
import { readBearer } from './read-bearer.ts'
import { sendDownload } from './send-download.ts'
import { browserOf, sendRedirect } from './send-redirect.ts'
import { sessionCookie } from './session-cookie.ts'
import { ndjson, serverSentEvents, streamItems } from './stream-items.ts'

/** What any verb looks like to the loop; the contract's types hold one verb to its endpoint. */
type AnyVerb = (request: VerbRequest<Endpoint>) => AsyncIterable<unknown> | Promise<unknown>

function readRequest(
  endpoint: Endpoint,
  request: FastifyRequest,
  by: { readonly caller: Caller; readonly signal: AbortSignal },
): VerbRequest<Endpoint> {
  const { params, query, body, ifMatch, redirect } = endpoint
  return {
    params: params && request.params,
    query: query && request.query,
    body: body && request.body,
    version: ifMatch ? Number(request.headers['if-match']?.slice(1, -1)) : undefined,
    ...by,
    ...(redirect && { browser: browserOf(request) }),
  }
}

/**
 * Registers every endpoint of the contract: checked request in, verb, checked answer out.
 * @param closing aborted when the server closes; it ends the streams
 */
export function registerEndpoints(
  app: FastifyInstance,
  options: Pick<AppOptions, 'verbs' | 'admit'> & { closing: AbortSignal; heartbeatMilliseconds: number },
): void {
  const callers = new WeakMap<FastifyRequest, Caller>()
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const endpoint: Endpoint = endpoints[name]
    const verb = options.verbs[name] as AnyVerb
    const { response = z.undefined(), stream } = endpoint
    const max = rateLimits[name]

    const admit = (request: FastifyRequest, more: Pick<Credentials, 'watches'> = {}) =>
      options.admit(name, {
        session: sessionCookie.read(request),
        bearer: readBearer(request),
        address: request.ip,
        agent: request.headers['user-agent'] ?? '',
        ...more,
      })

    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const gone = new AbortController()
      reply.raw.once('close', () => gone.abort())
      const signal = AbortSignal.any([gone.signal, options.closing])
      const caller = callers.get(request)
      if (!caller) throw new Error('A request came in without being admitted')
      const answer = verb(readRequest(endpoint, request, { caller, signal }))

      if (stream) {
        const lastEventId = request.headers['last-event-id']
        const format = stream === 'ndjson' ? ndjson : serverSentEvents(lastEventId?.toString())
        const items = answer as AsyncIterable<unknown>
        const check = (item: unknown) => fit(response, item)
        const { heartbeatMilliseconds } = options
        // A session that is ended elsewhere ends what it watches.
        const stillIn = setInterval(
          () => void admit(request, { watches: true }).catch(() => gone.abort()),
          heartbeatMilliseconds,
        )
        gone.signal.addEventListener('abort', () => clearInterval(stillIn), { once: true })
        reply.code(endpoint.status).type(format.mediaType)
        return streamItems({ items, check, format, signal, heartbeatMilliseconds })
      }
      if (endpoint.download) return sendDownload(reply, (await answer) as Download)
      if (endpoint.redirect) return sendRedirect(reply, (await answer) as RedirectAnswer)
      if (endpoint.session) {
        const { session, body } = (await answer) as SessionAnswer<unknown>
        sessionCookie.write(reply, session)
        return reply.code(endpoint.status).send(fit(response, body))
      }
      const body = fit(response, await (answer as Promise<unknown>))
      return reply.code(endpoint.status).send(body)
    }

    app.route({
      method: endpoint.method,
      url: endpoint.path,
      exposeHeadRoute: false,
      schema: describeEndpoint(name, endpoint),
      config: { fromElsewhere: endpoint.fromElsewhere, ...(max && { rateLimit: { max } }) },
      // After the count of requests, which is kept on request, and before the body is read: who may not come in sends none.
      preParsing: async (request) => void callers.set(request, await admit(request)),
      handler,
    })
  }
}
