import type { PlanValue } from '@bindery/contract'
import { expect, test } from 'vitest'
import { invertDelta, invertValues } from './invert.ts'

const value = (attribute: string, before: string[], after: string[] | null): PlanValue => ({
  attribute,
  ruleId: attribute,
  base: ['base'],
  accounts: before,
  directory: after ?? [],
  after,
  why: '',
  overwritten: true,
})

test('values that are still as the run left them go back; the others are named', () => {
  const values = [value('title', ['Old'], ['New']), value('phone', [], ['1']), value('email', ['a@x'], [])]
  const now: Record<string, string[]> = { title: ['New'], phone: ['2'], email: [] }
  const { undone, changed } = invertValues(values, 'accounts', ({ attribute }) => now[attribute] ?? [])
  expect(changed).toEqual(['phone'])
  expect(undone.map(({ attribute, accounts, after, base }) => [attribute, accounts, after, base])).toEqual([
    ['title', ['New'], ['Old'], ['New']],
    ['email', [], ['a@x'], []],
  ])
  expect(invertValues([value('title', ['Old'], null)], 'accounts', () => []).changed).toEqual(['title'])
})

test.each([
  ['exchanged', ['A'], ['B'], ['B', 'C'], { remove: ['B'], add: ['A'], amongOthers: false }],
  ['added', [], ['B'], ['B'], { remove: ['B'], add: [], amongOthers: false }],
  ['cleared', ['A'], [], [], { remove: [], add: ['A'], amongOthers: false }],
  ['taken from among others', ['A'], [], ['C'], { remove: [], add: ['A'], amongOthers: true }],
  ['case only', ['ada'], ['Ada'], ['Ada'], { remove: ['Ada'], add: ['ada'], amongOthers: false }],
  ['changed since', ['A'], ['B'], ['C'], null],
  ['put back since', ['A'], ['B'], ['A', 'B'], null],
])('a delta that %s', (_, remove, add, now, expected) => {
  const inverse = invertDelta({ attribute: 'title', remove, add, amongOthers: false }, now)
  expect(inverse).toEqual(expected && { attribute: 'title', ...expected })
})
