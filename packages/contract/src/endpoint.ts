import type { z } from 'zod'

/**
 * One HTTP endpoint, stated once: the server validates with it, the console calls through it. `stream` says
 * that the answer is a stream of `response` items (NDJSON or server-sent events) rather than one.
 */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly summary: string
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** The If-Match header carries the version that was edited. */
  readonly ifMatch?: boolean
  readonly status: 200 | 201 | 202 | 204 | 303
  readonly response?: z.ZodType
  readonly stream?: 'ndjson' | 'events'
  /** The answer is a file with this media type. */
  readonly download?: boolean
  /** It opens or ends the session of whoever asks: its verb answers with a `SessionAnswer`. */
  readonly session?: boolean
  /** It leads a browser on: its verb answers with a `RedirectAnswer`. */
  readonly redirect?: boolean
  /** A browser may be sent here by another site. */
  readonly fromElsewhere?: boolean
}
