import { BinderyError, type Problem } from '@bindery/contract'
import type { z } from 'zod'

function told(error: z.ZodError): NonNullable<Problem['errors']> {
  return error.issues.map(({ path, message }) => ({
    path: path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
    message,
  }))
}

/**
 * Compiles the check of one part of a request. Paths start inside the part: `settings`, not `body`.
 * The checker answers with a BinderyError `invalid_request`.
 */
export function compileRequestCheck({ schema }: { schema: z.ZodType }) {
  return (data: unknown): { value: unknown } | { error: BinderyError } => {
    const result = schema.safeParse(data)
    if (result.success) return { value: result.data }
    const errors = told(result.error)
    const [first] = errors
    const detail = first
      ? [first.path.join('.'), first.message].filter((part) => part !== '').join(': ')
      : 'The request does not fit'
    return { error: new BinderyError('invalid_request', detail, errors) }
  }
}

/**
 * What leaves, as the contract states it: unknown keys are dropped.
 * @throws Error naming the paths that do not fit, without the values
 */
export function fit(schema: z.ZodType, answer: unknown): unknown {
  const result = schema.safeParse(answer)
  if (result.success) return result.data
  const misfits = told(result.error).map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new Error(`The answer does not fit its schema: ${misfits.join('; ')}`)
}
