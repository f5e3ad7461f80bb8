import { toProblem } from '../api/problem.ts'

/** Whether a link that was handed over leads nowhere: it was used, is too old, or is not one. */
export function isOver(error: unknown): boolean {
  const { code } = toProblem(error)
  // A link that was cut short or run together may not even look like one.
  return code === 'link_over' || code === 'invalid_request'
}
