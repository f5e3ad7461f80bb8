import { BinderyError } from '@bindery/contract'

/** A page of rows that were asked for by descending id, one row more than the page holds. */
export function toNewestPage<Row extends { readonly id: number }>(
  rows: readonly Row[],
  limit: number,
): { rows: Row[]; next: string | null } {
  const page = rows.slice(0, limit)
  return { rows: page, next: rows.length > limit ? String(page.at(-1)?.id) : null }
}

/** The number in a page's `after`; undefined for the first page. Throws `invalid_request`. */
export function readAfter(after: string | undefined): number | undefined {
  if (after === undefined) return undefined
  if (!/^\d{1,15}$/.test(after)) throw startAgain()
  return Number(after)
}

/** An `after` that no page of the list ended with. */
export const startAgain = () =>
  new BinderyError('invalid_request', 'Start the list again', [
    { path: ['after'], message: 'Not a place in this list' },
  ])
