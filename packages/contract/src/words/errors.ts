import type { Problem } from '../problem.ts'

/** Every error the API can answer with: its HTTP status and what it means, in a title. */
export const errorCodes = {
  invalid_request: { status: 400, title: 'Something in the request is not valid' },
  foreign_request: { status: 403, title: 'This request came from somewhere else' },
  signed_out: { status: 401, title: 'You are not signed in' },
  sign_in_failed: { status: 401, title: 'That did not work' },
  code_required: { status: 401, title: 'Enter the code of your authenticator app' },
  locked: { status: 429, title: 'Too many attempts' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  proof_required: { status: 403, title: 'Show again that it is you' },
  not_found: { status: 404, title: 'There is nothing here' },
  link_over: { status: 410, title: 'This link does not work' },
  version_conflict: { status: 409, title: 'Someone changed this meanwhile' },
  last_admin: { status: 409, title: 'Somebody must be left to let the others in' },
  name_taken: { status: 409, title: 'This name is taken' },
  busy: { status: 409, title: 'This directory is being previewed or synced' },
  plan_not_ready: { status: 409, title: 'The preview is not finished' },
  plan_of_draft: { status: 409, title: 'This preview was made with unsaved settings' },
  plan_used: { status: 409, title: 'This plan has been applied' },
  plan_stale: { status: 409, title: 'The plan is out of date' },
  hash_mismatch: { status: 409, title: 'The plan or the selection is not the one you reviewed' },
  approval_required: { status: 409, title: 'The guard asks for approval' },
  run_not_resumable: { status: 409, title: 'This run cannot be resumed' },
  hold_ended: { status: 409, title: 'This hold has ended' },
  not_enabled: { status: 409, title: 'This directory is not enabled' },
  test_required: { status: 422, title: 'Test the connection first' },
  secret_required: { status: 422, title: 'Enter the password again' },
  directory_unreachable: { status: 502, title: 'The directory did not answer' },
  too_slow: { status: 408, title: 'The request took too long to arrive' },
  too_large: { status: 413, title: 'The request is too large' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  database_unavailable: { status: 503, title: 'Bindery’s database does not answer' },
  internal: { status: 500, title: 'Something went wrong in Bindery' },
} as const satisfies Record<string, { status: number; title: string }>
export type ErrorCode = keyof typeof errorCodes

/** A refusal with a stable code. The verbs throw it; the HTTP boundary turns it into problem details. */
export class BinderyError extends Error {
  readonly code: ErrorCode
  readonly errors: Problem['errors']
  constructor(code: ErrorCode, detail: string, errors?: Problem['errors'], options?: ErrorOptions) {
    super(detail, options)
    this.name = 'BinderyError'
    this.code = code
    this.errors = errors
  }
}
