import type { OpenedSession } from './session.ts'

/** What an endpoint with `redirect` is told of the browser that asks. */
export interface BrowserRequest {
  /** The address by which it reached this server: scheme, host and port. */
  readonly origin: string
  /** The secret of the attempt that it began at the provider; undefined: none. */
  readonly attempt: string | undefined
}

/** Where an endpoint with `redirect` leads, and which cookies go along. */
export interface RedirectAnswer {
  readonly location: string
  /** A session that was opened. */
  readonly session?: OpenedSession
  /** An attempt at the provider that begins, with its end; or that is over. */
  readonly attempt?: OpenedSession | 'ended'
  /** What went wrong, for the log. */
  readonly note?: string
}
