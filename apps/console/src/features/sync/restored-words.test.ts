import { expect, test } from 'vitest'
import { othersWords, relinkable } from './restored-words.ts'

test.each([
  [1240, 5, '1,240 people and 5 groups'],
  [1, 0, '1 person'],
  [0, 1, '1 group'],
  [0, 0, ''],
])('%d people and %d groups can be re-linked: %s', (people, groups, words) =>
  expect(relinkable({ people, groups })).toBe(words),
)

test.each([
  [0, ''],
  [1, 'One more is missing'],
  [3, '3 more are missing'],
])('%d others: %s', (others, words) => expect(othersWords({ others })).toMatch(words === '' ? /^$/ : words))
