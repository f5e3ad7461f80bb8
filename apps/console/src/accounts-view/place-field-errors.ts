import type { ApiProblem } from '../api/problem.ts'

/** Field → message of a refused save; `nameField` is the one that must be unique. Empty when no field is to blame. */
export function placeFieldErrors(
  problem: ApiProblem,
  fields: readonly string[],
  nameField: string,
): { field: string; message: string }[] {
  if (problem.code === 'name_taken') return [{ field: nameField, message: problem.message }]
  return problem.errors.flatMap(({ path, message }) => {
    const field = path.map(String).find((part) => fields.includes(part))
    return field === undefined ? [] : [{ field, message }]
  })
}
