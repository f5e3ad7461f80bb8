import { toProblem } from '../api/problem.ts'

/** What a refusal says about a field, in words. */
export function fieldError(error: unknown, field: string): string | undefined {
  if (!error) return undefined
  return toProblem(error).errors.find(({ path }) => path[0] === field)?.message
}
