import { problemSchema, type ErrorCode, type Problem } from '@bindery/contract'

/**
 * What the API refused, or why it could not be asked. `unreachable`, `unexpected` and `given_up` are the console's own; the last
 * is no failure: the person was asked for something first, and would rather not.
 */
export class ApiProblem extends Error {
  readonly code: ErrorCode | 'unreachable' | 'unexpected' | 'given_up'
  readonly title: string
  /** 0 when there was no answer. */
  readonly status: number
  readonly errors: NonNullable<Problem['errors']>

  constructor(problem: {
    code: ApiProblem['code']
    title: string
    detail: string
    status: number
    errors?: Problem['errors']
  }) {
    super(problem.detail)
    this.name = 'ApiProblem'
    this.code = problem.code
    this.title = problem.title
    this.status = problem.status
    this.errors = problem.errors ?? []
  }
}

/** The request was given up by the person, who knows. */
export const isGivenUp = (error: unknown) => error instanceof ApiProblem && error.code === 'given_up'

/** Any thrown thing as a problem that can be shown. */
export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  return new ApiProblem({
    code: 'unexpected',
    title: 'Something went wrong in the console',
    detail: error instanceof Error ? error.message : String(error),
    status: 0,
  })
}

/** Reads RFC 9457 problem details; an answer in another shape becomes `unexpected` with its status. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const text = await response.text()
  try {
    return new ApiProblem(problemSchema.parse(JSON.parse(text)))
  } catch {
    return new ApiProblem({
      code: 'unexpected',
      title: 'The server answered in an unexpected way',
      detail: `HTTP ${response.status} ${response.statusText}`.trim(),
      status: response.status,
    })
  }
}
