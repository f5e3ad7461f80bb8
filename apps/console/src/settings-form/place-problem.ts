import type { ApiProblem } from '../api/problem.ts'

const areas = new Set(['connection', 'people', 'groups', 'mapping', 'policy'])

/** A path into the settings document as a form field: `connection.urls` → `settings.connection.urls`. */
export function fieldOfPath(path: string): string {
  const parts = path.split('.').filter((part, index) => !(index === 0 && part === 'body'))
  const first = parts[0] ?? ''
  if (first === 'connection' && ['bindPassword', 'clientKey'].includes(parts[1] ?? ''))
    return `secrets.${parts[1]}`
  return areas.has(first) ? `settings.${parts.join('.')}` : parts.join('.')
}

/** Field → message of a refused save or test; what belongs to no field is left for the notice. */
export function placeProblem(problem: ApiProblem): { field: string; message: string }[] {
  if (problem.code === 'secret_required') return [{ field: 'secrets.bindPassword', message: problem.message }]
  if (problem.code === 'name_taken') return [{ field: 'name', message: problem.message }]
  return problem.errors
    .filter(({ path }) => path.length > 0)
    .map(({ path, message }) => ({ field: fieldOfPath(path.join('.')), message }))
}
