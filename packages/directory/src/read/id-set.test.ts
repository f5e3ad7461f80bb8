import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { IdSet } from './id-set.ts'

const idOf = (number: number) => hash('sha256', String(number), 'buffer').subarray(0, 16)

test('has what was added to it, however much that is, and nothing else', () => {
  const set = new IdSet()
  const count = 5000
  for (let number = 0; number < count; number += 1) {
    set.add(idOf(number))
    set.add(idOf(number))
  }
  for (let number = 0; number < count * 2; number += 1) expect(set.has(idOf(number))).toBe(number < count)
})

test('tells ids apart that differ in one bit', () => {
  const set = new IdSet()
  const id = Buffer.alloc(16)
  id[0] = 1
  set.add(id)
  for (let bit = 0; bit < 128; bit += 1) {
    const other = Buffer.from(id)
    other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(set.has(other)).toBe(false)
  }
  expect(set.has(id)).toBe(true)
})
