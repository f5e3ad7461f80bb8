import { expect, test } from 'vitest'
import { readFlags } from './read-flags.ts'

test('ten thousand people on SQLite, three times, unless told otherwise', () => {
  expect(readFlags([])).toMatchObject({ size: '10k', store: 'sqlite', runs: 3, check: false, only: false })
  expect(readFlags(['1m', '--store', 'postgres', '--runs', '5', '--check'])).toMatchObject({
    size: '1m',
    store: 'postgres',
    runs: 5,
    check: true,
  })
})

test('one part alone, also where it is not among those of the size', () => {
  expect(readFlags(['1m']).parts).toEqual(['sync'])
  expect(readFlags(['1m', '--only', 'push'])).toMatchObject({ parts: ['push'], only: true })
})

test.each([
  [['2k'], '“2k” is no size: choose 10k, 100k, 1m'],
  [['--store', 'mysql'], '“mysql” is no store: choose sqlite, postgres'],
  [['--only', 'pull'], '“pull” is no part: choose sync, '],
  [['--runs', 'many'], '“many” is no number of runs'],
])('%j is refused', (args, message) => {
  expect(() => readFlags(args)).toThrow(message)
})
