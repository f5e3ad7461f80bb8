import { expect, test } from 'vitest'
import { createPlanHasher, hashSelection } from './hash-plan.ts'

function hashOf(version: number | null, ...rows: object[]): string {
  const hasher = createPlanHasher(version)
  for (const row of rows) hasher.add(row)
  return hasher.digest()
}

test('a plan hash depends on the rows, their order and the settings version, not on the order of keys', () => {
  const plan = hashOf(3, { kind: 'create', name: 'ada' }, { kind: 'link' })
  expect(plan).toMatch(/^[0-9a-f]{64}$/)
  expect(hashOf(3, { name: 'ada', kind: 'create' }, { kind: 'link' })).toBe(plan)
  const others = [
    hashOf(4, { kind: 'create', name: 'ada' }, { kind: 'link' }),
    hashOf(null, { kind: 'create', name: 'ada' }, { kind: 'link' }),
    hashOf(3, { kind: 'link' }, { kind: 'create', name: 'ada' }),
    hashOf(3, { kind: 'create', name: 'bob' }, { kind: 'link' }),
    hashOf(3, { kind: 'create', name: 'ada' }),
  ]
  expect(new Set([plan, ...others]).size).toBe(6)
})

test('a selection hash depends on the plan and on every decision, not on their order', () => {
  const one = { changeId: 2, included: false }
  const two = { changeId: 10, included: true }
  const selection = hashSelection('plan', [one, two])
  expect(hashSelection('plan', [two, one])).toBe(selection)
  const others = [
    hashSelection('plan', []),
    hashSelection('other', [one, two]),
    hashSelection('plan', [one]),
    hashSelection('plan', [one, { ...two, included: false }]),
    hashSelection('plan', [{ ...one, changeId: 3 }, two]),
  ]
  expect(new Set([selection, ...others]).size).toBe(6)
})
