import { expect, test } from 'vitest'
import { isRestored } from './is-restored.ts'

test.each([
  ['all of them', 250, 250, 0, true],
  ['half of them', 10, 5, 0, true],
  ['less than half: somebody works on the directory by hand', 11, 5, 0, false],
  ['three of a small company', 3, 3, 0, true],
  ['S15 two of two: deleted and made again by hand', 2, 2, 0, false],
  ['S15 one of many', 250, 1, 0, false],
  ['nobody is where they were, as on another server', 250, 0, 0, false],
  ['no links', 0, 0, 0, false],
  ['the last ones of a re-linking that was cut short', 250, 2, 248, true],
  ['none left of a re-linking that was cut short', 250, 0, 250, false],
])('a restored directory: %s', (_, links, replaced, renewed, restored) =>
  expect(isRestored({ links, replaced, renewed })).toBe(restored),
)
