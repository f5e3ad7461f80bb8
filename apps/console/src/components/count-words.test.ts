import { expect, test } from 'vitest'
import { countWords } from './count-words.ts'

test('a count and its noun', () => {
  expect([0, 1, 1204].map((count) => countWords(count, 'group'))).toEqual([
    '0 groups',
    '1 group',
    '1,204 groups',
  ])
  expect([1, 2].map((count) => countWords(count, 'person', 'people'))).toEqual(['1 person', '2 people'])
})
