import { BinderyError } from '@bindery/contract'

/** A list query as the store asks for it. Throws `invalid_request` for an `after` that no page gave out. */
export function searchOf<Query extends { readonly after?: string | undefined }>(query: Query) {
  const { after, ...search } = query
  if (after !== undefined && !/^\d{1,15}$/.test(after))
    throw new BinderyError('invalid_request', 'Take `after` from the `next` of the page before.', [
      { path: ['after'], message: 'This is not the end of a page' },
    ])
  return { ...search, after: after === undefined ? undefined : Number(after) }
}

/** A page as the API gives it out: described rows, and the next page's `after`. */
export function describePage<Row, Item>(
  page: { readonly items: readonly Row[]; readonly next: number | null; readonly total: number },
  describe: (row: Row) => Item,
) {
  return {
    items: page.items.map(describe),
    next: page.next === null ? null : String(page.next),
    total: page.total,
  }
}
