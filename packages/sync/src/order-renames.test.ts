import { expect, test } from 'vitest'
import { orderRenames } from './order-renames.ts'

const rename = (id: number, from: string, to: string) => ({ id, from, to })

test.each([
  ['nobody in the way', [rename(1, 'a', 'x'), rename(2, 'b', 'y')], [[1], [2]]],
  [
    'a chain: the last one goes first',
    [rename(1, 'a', 'b'), rename(2, 'b', 'c'), rename(3, 'c', 'd')],
    [[3], [2], [1]],
  ],
  ['S18 two swap: together', [rename(1, 'a', 'b'), rename(2, 'b', 'a')], [[1, 2]]],
  ['three in a circle', [rename(1, 'a', 'b'), rename(2, 'b', 'c'), rename(3, 'c', 'a')], [[1, 2, 3]]],
  ['one waits for a circle', [rename(4, 'z', 'a'), rename(1, 'a', 'b'), rename(2, 'b', 'a')], [[1, 2], [4]]],
  ['a change of case only', [rename(1, 'a', 'a')], [[1]]],
])('%s', (_, renames, order) => {
  expect(orderRenames(renames)).toEqual(order)
})
