import {
  endpoints,
  type Download,
  type Endpoint,
  type EndpointName,
  type VerbRequest,
  type Verbs,
} from '@bindery/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fit } from './check-schemas.ts'
import { describeEndpoint } from './describe-endpoint.ts'
import { sendDownload } from './send-download.ts'
import { ndjson, serverSentEvents, streamItems } from './stream-items.ts'

/** Who asks, until there is sign-in: whoever reaches loopback. */
const actor = 'admin'
/** Requests a minute to endpoints that bind to a directory with what the request says. */
const attempts: Partial<Record<EndpointName, number>> = {
  testConnection: 60,
  samplePerson: 60,
  draftSchemaSummary: 60,
  measureImpact: 60,
}

/** What any verb looks like to the loop; the contract's types hold one verb to its endpoint. */
type AnyVerb = (request: VerbRequest<Endpoint>) => AsyncIterable<unknown> | Promise<unknown>

function readRequest(
  endpoint: Endpoint,
  request: FastifyRequest,
  signal: AbortSignal,
): VerbRequest<Endpoint> {
  const { params, query, body, ifMatch } = endpoint
  return {
    params: params && request.params,
    query: query && request.query,
    body: body && request.body,
    version: ifMatch ? Number(request.headers['if-match']?.slice(1, -1)) : undefined,
    actor,
    signal,
  }
}

/**
 * Registers every endpoint of the contract: checked request in, verb, checked answer out.
 * @param closing aborted when the server closes; it ends the streams
 */
export function registerEndpoints(
  app: FastifyInstance,
  verbs: Verbs,
  options: { closing: AbortSignal; heartbeatMilliseconds: number },
): void {
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const endpoint: Endpoint = endpoints[name]
    const verb = verbs[name] as AnyVerb
    const { response = z.undefined(), stream } = endpoint
    const max = attempts[name]

    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const gone = new AbortController()
      reply.raw.once('close', () => gone.abort())
      const signal = AbortSignal.any([gone.signal, options.closing])
      const answer = verb(readRequest(endpoint, request, signal))

      if (stream) {
        const lastEventId = request.headers['last-event-id']
        const format = stream === 'ndjson' ? ndjson : serverSentEvents(lastEventId?.toString())
        const items = answer as AsyncIterable<unknown>
        const check = (item: unknown) => fit(response, item)
        const { heartbeatMilliseconds } = options
        reply.code(endpoint.status).type(format.mediaType)
        return streamItems({ items, check, format, signal, heartbeatMilliseconds })
      }
      if (endpoint.download) return sendDownload(reply, (await answer) as Download)
      const body = fit(response, await (answer as Promise<unknown>))
      return reply.code(endpoint.status).send(body)
    }

    app.route({
      method: endpoint.method,
      url: endpoint.path,
      exposeHeadRoute: false,
      schema: describeEndpoint(name, endpoint),
      ...(max && { config: { rateLimit: { max } } }),
      handler,
    })
  }
}
