import { FilterSyntaxError } from './filter-types.ts'
import type { Filter } from './filter-types.ts'
import { readFilterItem } from './read-filter-item.ts'
import { checkSyntax } from './syntax-check.ts'
import type { SyntaxCheck } from './syntax-check.ts'

type Cursor = { readonly text: string; at: number }

/** Deeper than any hand-written filter, and far from the end of the stack. */
const MAX_DEPTH = 100

/**
 * Reads a search filter (RFC 4515 §3). White space is allowed between parentheses, never dropped from a value.
 * Throws `FilterSyntaxError`.
 */
export function parseFilter(text: string): Filter {
  const cursor: Cursor = { text, at: 0 }
  skipBlank(cursor)
  if (cursor.at === text.length)
    throw new FilterSyntaxError('The filter is empty: write (objectClass=*) for all.', 0)
  if (text[cursor.at] !== '(') {
    throw new FilterSyntaxError(`A filter stands in parentheses: write (${text.trim()}).`, cursor.at)
  }
  const filter = readFilter(cursor, 1)
  skipBlank(cursor)
  if (cursor.at === text.length) return filter
  throw new FilterSyntaxError(afterTheEnd(text, cursor.at), cursor.at)
}

/** Is this a filter, and if not, what should be changed where? */
export function checkFilter(text: string): SyntaxCheck {
  return checkSyntax(() => parseFilter(text))
}

function afterTheEnd(text: string, at: number): string {
  if (text[at] === ')') return 'There is one ")" too many: remove it.'
  if (text[at] === '(') return 'The filter has ended before this: join both as (&(first)(second)).'
  return 'The filter has ended before this: remove what follows the last parenthesis.'
}

/** Reads from `(` to just behind its `)`. */
function readFilter(cursor: Cursor, depth: number): Filter {
  const { text, at: open } = cursor
  if (depth > MAX_DEPTH)
    throw new FilterSyntaxError(`The filter is nested deeper than ${MAX_DEPTH} levels.`, open)
  cursor.at += 1
  skipBlank(cursor)
  const operator = text[cursor.at]
  if (operator === '&' || operator === '|') {
    cursor.at += 1
    const filters = readList(cursor, operator, depth)
    close(cursor, open)
    return { kind: operator === '&' ? 'and' : 'or', filters }
  }
  if (operator === '!') {
    cursor.at += 1
    const filter = readNegated(cursor, depth)
    close(cursor, open)
    return { kind: 'not', filter }
  }
  return readItem(cursor, open)
}

function readList(cursor: Cursor, operator: string, depth: number): Filter[] {
  const filters: Filter[] = []
  for (;;) {
    skipBlank(cursor)
    if (cursor.text[cursor.at] !== '(') break
    filters.push(readFilter(cursor, depth + 1))
  }
  if (filters.length > 0) return filters
  throw new FilterSyntaxError(
    `"${operator}" needs at least one filter in its own parentheses: (${operator}(uid=ann)).`,
    cursor.at,
  )
}

function readNegated(cursor: Cursor, depth: number): Filter {
  skipBlank(cursor)
  if (cursor.text[cursor.at] !== '(') {
    throw new FilterSyntaxError('"!" needs one filter in its own parentheses: (!(uid=ann)).', cursor.at)
  }
  const filter = readFilter(cursor, depth + 1)
  skipBlank(cursor)
  if (cursor.text[cursor.at] !== '(') return filter
  throw new FilterSyntaxError('"!" takes one filter: write (!(|(first)(second))) to exclude both.', cursor.at)
}

function readItem(cursor: Cursor, open: number): Filter {
  const { text, at: start } = cursor
  let end = start
  while (end < text.length && text[end] !== '(' && text[end] !== ')') end += 1
  if (text[end] === '(') {
    if (end === start) throw new FilterSyntaxError('There is one "(" too many: remove it.', start)
    throw new FilterSyntaxError(
      'Write \\28 for "(" in a value, or close this filter with ")" before it.',
      end,
    )
  }
  if (end === text.length) throw missingClose(text, open)
  const item = readFilterItem(text, start, end)
  cursor.at = end + 1
  return item
}

function close(cursor: Cursor, open: number): void {
  skipBlank(cursor)
  if (cursor.at === cursor.text.length) throw missingClose(cursor.text, open)
  if (cursor.text[cursor.at] !== ')') {
    throw new FilterSyntaxError(
      'Each filter in a list stands in its own parentheses: add "(" here.',
      cursor.at,
    )
  }
  cursor.at += 1
}

function missingClose(text: string, open: number): FilterSyntaxError {
  return new FilterSyntaxError(`A ")" is missing for the "(" at character ${open + 1}: add it.`, text.length)
}

function skipBlank(cursor: Cursor): void {
  while (' \t\r\n'.includes(cursor.text[cursor.at] ?? '-')) cursor.at += 1
}
