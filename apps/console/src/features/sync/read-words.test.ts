import { expect, test } from 'vitest'
import { readWords } from './read-words.ts'

const since = '2026-03-01T12:00:00.000Z'

test('how much was read, and why it was no less', () => {
  expect(readWords({ since: null, compared: false, people: null, groups: null, why: '' })).toBe('Everything.')
  expect(readWords({ since: null, compared: false, people: null, groups: null, why: 'As asked.' })).toBe(
    'Everything. As asked.',
  )
  expect(readWords({ since, compared: false, people: 20, groups: 1, why: '' })).toBe('20 people, 1 group.')
  expect(readWords({ since, compared: false, people: 1, groups: null, why: 'A group went.' })).toBe(
    '1 person, every group. A group went.',
  )
  expect(readWords({ since, compared: true, people: 2, groups: 0, why: '' })).toBe(
    '2 people, 0 groups. The server does not tell what changed, so the ids and change numbers of all entries were compared: who is gone was noticed as well.',
  )
})
