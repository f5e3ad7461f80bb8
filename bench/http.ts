import type { Endpoint } from '@bindery/contract'
import { adminHeaders } from '@bindery/testbed'
import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

/**
 * The server lets an address make 1,200 requests a minute. What many people do takes as many addresses: each request
 * comes from the next one of loopback's.
 */
const addresses = Array.from({ length: 16 }, (_, index) => `127.0.0.${index + 2}`)
const agents = addresses.map((localAddress) => new Agent({ keepAlive: true, localAddress }))
let turn = 0

export interface Call {
  readonly id?: number
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** The version that was edited. */
  readonly version?: number
}

/** Calls an endpoint of a running server; the answer is checked by the contract's own schema. */
export async function call(url: string, endpoint: Endpoint, asked: Call = {}): Promise<unknown> {
  const answer = await fetchText(url, endpoint, asked)
  // A stream is at its end when its text is.
  return endpoint.stream === undefined ? endpoint.response?.parse(JSON.parse(answer)) : answer
}

/** The answer as it came. Throws when it is a refusal. */
export async function fetchText(url: string, endpoint: Endpoint, asked: Call = {}): Promise<string> {
  const { id, query, body, version } = asked
  const path = endpoint.path.replace(':id', String(id))
  const sent = request(`${url}${path}?${new URLSearchParams(query).toString()}`, {
    method: endpoint.method,
    agent: agents[(turn += 1) % agents.length],
    headers: {
      ...adminHeaders(url),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(version !== undefined && { 'if-match': `"${version}"` }),
    },
  })
  sent.end(body === undefined ? undefined : JSON.stringify(body))
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const answer = await text(response)
  if ((response.statusCode ?? 500) >= 400)
    throw new Error(`${endpoint.method} ${endpoint.path} was refused: ${answer}`)
  return answer
}
