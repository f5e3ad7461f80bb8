import { expect, test } from 'vitest'
import { conflictFilter, conflictSearchSchema, isFiltered } from './conflict-search.ts'

test('an address without facets asks for what is open', () => {
  const search = conflictSearchSchema.parse({})
  expect(conflictFilter(search, 3)).toMatchObject({ directoryId: 3, state: 'open' })
  expect(isFiltered(search)).toBe(false)
})

test('what cannot be read in an address is dropped', () => {
  const search = conflictSearchSchema.parse({ state: 'any', reason: 'made_up', conflict: -1, text: 12 })
  expect(search).toEqual({ state: 'any', text: '12' })
  expect(conflictFilter(search, undefined).state).toBeUndefined()
  expect(isFiltered(search)).toBe(true)
})
