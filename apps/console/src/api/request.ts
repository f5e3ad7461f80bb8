import { endpoints, type Endpoint, type EndpointName } from '@bindery/contract'
import type { z } from 'zod'
import { ApiProblem, readProblem } from './problem.ts'
import { waitFor, type WaitKind } from './waits.ts'

type Endpoints = typeof endpoints
type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : never
type Input<Schema> = Schema extends z.ZodType ? z.input<Schema> : never
type Optional<Values> = { [Key in keyof Values]?: Values[Key] | undefined }

type ParamsPart<E> = E extends { params: infer S } ? { params: Output<S> } : unknown
type QueryPart<E> = E extends { query: infer S } ? { query?: Optional<Output<S>> } : unknown
type BodyPart<E> = E extends { body: infer S } ? { body: Input<S> } : unknown
type MatchPart<E> = E extends { ifMatch: true } ? { ifMatch: number } : unknown

/** What an endpoint needs, as its contract states it. `ifMatch` is the version that was edited. */
export type RequestOf<Name extends EndpointName> = ParamsPart<Endpoints[Name]> &
  QueryPart<Endpoints[Name]> &
  BodyPart<Endpoints[Name]> &
  MatchPart<Endpoints[Name]> & { signal?: AbortSignal }

/** What an endpoint answers with, or each item of its stream. */
export type ResponseOf<Name extends EndpointName> = Endpoints[Name] extends { response: infer S }
  ? Output<S>
  : undefined

/** Names of endpoints whose answer is one JSON value, NDJSON items, events, or a file. */
export type StreamName = {
  [Name in EndpointName]: Endpoints[Name] extends { stream: 'ndjson' } ? Name : never
}[EndpointName]
export type EventsName = {
  [Name in EndpointName]: Endpoints[Name] extends { stream: 'events' } ? Name : never
}[EndpointName]
type DownloadName = {
  [Name in EndpointName]: Endpoints[Name] extends { download: true } ? Name : never
}[EndpointName]
export type CallName = Exclude<EndpointName, StreamName | EventsName | DownloadName>

interface LooseRequest {
  params?: Record<string, unknown>
  query?: Record<string, string | number | boolean | undefined>
  body?: unknown
  ifMatch?: number
  signal?: AbortSignal
}

/** The path of an endpoint with its parameters and query filled in, both percent-encoded. */
export function urlOf<Name extends EndpointName>(name: Name, request: RequestOf<Name>): string {
  const { params = {}, query = {} } = request as LooseRequest
  const path = endpoints[name].path.replaceAll(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(String(params[key])),
  )
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(key, String(value))
  return search.size > 0 ? `${path}?${search}` : path
}

/** Refusals that the person can do something about, whereupon the request is sent again. */
const remedies: Partial<Record<ApiProblem['code'], WaitKind>> = {
  signed_out: 'sign-in',
  proof_required: 'proof',
}

/**
 * Sends a request and returns a successful response; anything else is thrown as `ApiProblem`. When the session has ended, or
 * a fresh proof is asked for, it waits for the person and sends the request once more, or throws `given_up`.
 */
export async function send<Name extends EndpointName>(
  name: Name,
  request: RequestOf<Name>,
): Promise<Response> {
  const tried = new Set<WaitKind>()
  for (;;) {
    const response = await sendOnce(name, request)
    if (response.ok) return response
    const problem = await readProblem(response)
    // To sign out of a session that has ended, nobody signs in again.
    const remedy = name === 'signOut' ? undefined : remedies[problem.code]
    if (!remedy || tried.has(remedy)) throw problem
    tried.add(remedy)
    // A fresh proof renews the session's secret: what was under way with the old one is only sent anew.
    const isRenewed = remedy === 'sign-in' && (await hasSession(request.signal))
    if (isRenewed || (await waitFor(remedy, problem.message, request.signal))) continue
    const { title, message: detail } = problem
    throw new ApiProblem({ code: 'given_up', title, detail, status: 0 })
  }
}

/** Whether somebody is signed in here. */
export async function hasSession(signal: AbortSignal | undefined): Promise<boolean> {
  const response = await sendOnce('getSession', signal ? { signal } : {})
  return response.ok && parseAnswer('getSession', await response.json()).signedIn !== null
}

async function sendOnce<Name extends EndpointName>(name: Name, request: RequestOf<Name>): Promise<Response> {
  const endpoint: Endpoint = endpoints[name]
  const { body, ifMatch, signal } = request as LooseRequest
  const headers = new Headers()
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (ifMatch !== undefined) headers.set('if-match', `"${ifMatch}"`)
  const init: RequestInit = { method: endpoint.method, headers }
  if (body !== undefined) init.body = JSON.stringify(body)
  if (signal) init.signal = signal
  return fetch(urlOf(name, request), init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem({
      code: 'unreachable',
      title: 'Bindery does not answer',
      detail: 'The server that serves this console cannot be reached. Check that it runs, then try again.',
      status: 0,
    })
  })
}

/** Checks one item of an answer against its contract. */
export function parseAnswer<Name extends EndpointName>(name: Name, value: unknown): ResponseOf<Name> {
  const endpoint: Endpoint = endpoints[name]
  if (!endpoint.response) return undefined as ResponseOf<Name>
  const result = endpoint.response.safeParse(value)
  if (result.success) return result.data as ResponseOf<Name>
  const where = result.error.issues[0]
  throw new ApiProblem({
    code: 'unexpected',
    title: 'The server answered in an unexpected way',
    detail: `${name}: ${where?.path.join('.') ?? ''} ${where?.message ?? ''}. Console and server may differ in version: reload.`,
    status: 200,
  })
}
