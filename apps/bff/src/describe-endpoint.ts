import { problemSchema, type Endpoint } from '@bindery/contract'
import type { FastifySchema } from 'fastify'
import { z } from 'zod'

const streamTypes = { ndjson: 'application/x-ndjson', events: 'text/event-stream' } as const

/** The version that was edited, as an entity tag (RFC 9110 §13.1.1). Other headers pass unchecked. */
const ifMatchSchema = z.looseObject({
  'if-match': z
    .string('Send the version you edited, as If-Match: "3"')
    .regex(/^"\d{1,9}"$/, 'Send the version you edited, as If-Match: "3"'),
})

/**
 * An endpoint as the framework wants it: what to check of a request, and what the OpenAPI document says.
 * @param name the endpoint's name in the contract, used as operationId
 */
export function describeEndpoint(name: string, endpoint: Endpoint): FastifySchema {
  const { params, query, body, ifMatch, status, stream, response = z.undefined() } = endpoint
  const answer = stream
    ? { content: { [streamTypes[stream]]: { schema: response } } }
    : endpoint.download
      ? { content: { 'application/octet-stream': { schema: z.string() } } }
      : response
  return {
    operationId: name,
    summary: endpoint.summary,
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    ...(ifMatch && { headers: ifMatchSchema }),
    response: {
      [status]: answer,
      default: { description: 'Refused', content: { 'application/problem+json': { schema: problemSchema } } },
    },
  }
}
