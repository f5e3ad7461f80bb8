import { expect, test } from 'vitest'
import { isRestored } from './is-restored.ts'

test.each([
  ['all of them', 250, 250, true],
  ['half of them', 10, 5, true],
  ['less than half: somebody works on the directory by hand', 11, 5, false],
  ['three of a small company', 3, 3, true],
  ['S15 two of two: deleted and made again by hand', 2, 2, false],
  ['S15 one of many', 250, 1, false],
  ['nobody is where they were, as on another server', 250, 0, false],
  ['no links', 0, 0, false],
])('a restored directory: %s', (_, links, replaced, restored) =>
  expect(isRestored({ links, replaced })).toBe(restored),
)
