import type { ChangeRow } from './to-changes.ts'
import type { withDecisions } from './with-decisions.ts'

const rowsPerPage = 200

/** These rows in the order of their application, a page at a time. */
export async function* rowsInOrder(
  rows: ReturnType<typeof withDecisions>,
): AsyncGenerator<ChangeRow[], void> {
  let after = -1
  for (;;) {
    const page = await rows.where('seq', '>', after).orderBy('seq').limit(rowsPerPage).execute()
    const last = page.at(-1)
    if (!last) return
    after = last.seq
    yield page
  }
}
