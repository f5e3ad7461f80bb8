import { describe, expect, test } from 'vitest'
import { orderByWeight } from './order-by-weight.ts'

const record = (name: string, priority: number, weight: number) => ({ name, priority, weight, port: 389 })
const order = (records: ReturnType<typeof record>[], random: () => number) =>
  orderByWeight(records, random)
    .map(({ name }) => name)
    .join('')

describe('service records are tried', () => {
  const records = [record('c', 10, 0), record('b', 0, 25), record('a', 0, 75)]

  test('by priority, whatever the weight', () => {
    for (const drawn of [0, 0.5, 0.999]) expect(order(records, () => drawn).at(-1)).toBe('c')
  })

  test('among equals with odds by weight', () => {
    const first = Array.from({ length: 100 }, (_, at) => order(records, () => (at + 0.5) / 100)[0])
    expect(first.filter((name) => name === 'a').length).toBe(75)
    expect(first.filter((name) => name === 'b').length).toBe(25)
  })

  test('each once, also where no weight is given', () => {
    const equals = [record('a', 0, 0), record('b', 0, 0), record('c', 0, 0)]
    expect(
      order(equals, () => 0.7)
        .split('')
        .toSorted(),
    ).toEqual(['a', 'b', 'c'])
  })
})
