/** A text in the parts that stayed and the part that changed. */
export interface TextParts {
  readonly before: string
  readonly changed: string
  readonly after: string
}

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const graphemes = (text: string) => Array.from(segments.segment(text), (part) => part.segment)

/**
 * Marks what differs between two texts: the common start and the common end are kept, the middle is changed.
 * Works on graphemes, so that an accent or an emoji is never cut in half.
 */
export function markDifference(oldText: string, newText: string): { old: TextParts; new: TextParts } {
  const left = graphemes(oldText)
  const right = graphemes(newText)
  const shorter = Math.min(left.length, right.length)
  let start = 0
  while (start < shorter && left[start] === right[start]) start++
  let end = 0
  while (end < shorter - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end++
  const cut = (parts: string[]): TextParts => ({
    before: parts.slice(0, start).join(''),
    changed: parts.slice(start, parts.length - end).join(''),
    after: parts.slice(parts.length - end).join(''),
  })
  return { old: cut(left), new: cut(right) }
}
