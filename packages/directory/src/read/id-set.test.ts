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

test('keeps a mark with each id, also as text, and finds who is missing elsewhere', () => {
  const marks = [Buffer.alloc(8, 1), Buffer.alloc(8, 2)] as const
  const set = new IdSet(2)
  const count = 3000
  for (let number = 0; number < count; number += 1) set.add(idOf(number), marks[0])
  set.add(idOf(7), marks[1])
  const kept = IdSet.from([...set.chunks()], 2)
  for (const one of [set, kept]) {
    for (let number = 0; number < count; number += 1) {
      expect(one.has(idOf(number))).toBe(true)
      expect(one.has(idOf(number), marks[0])).toBe(number !== 7)
      expect(one.has(idOf(number), marks[1])).toBe(number === 7)
    }
    expect(one.has(idOf(count), marks[0])).toBe(false)
  }
  const fewer = new IdSet(2)
  for (let number = 1; number < count; number += 1) fewer.add(idOf(number))
  expect([...kept.missingFrom(fewer)]).toEqual([idOf(0)])
  expect([...fewer.missingFrom(kept)]).toEqual([])
})
