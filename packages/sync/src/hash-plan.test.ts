import { expect, test } from 'vitest'
import { createPlanHasher, hashSelection } from './hash-plan.ts'

function hashOf(version: number | null, ...rows: (readonly unknown[])[]): string {
  const hasher = createPlanHasher(version)
  for (const row of rows) hasher.add(row)
  return hasher.digest()
}

test('a plan hash depends on the rows, their order and the settings version', () => {
  const plan = hashOf(3, ['create', 'ada', ['x']], ['link'])
  expect(plan).toMatch(/^[0-9a-f]{64}$/)
  expect(hashOf(3, ['create', 'ada', ['x']], ['link'])).toBe(plan)
  const others = [
    hashOf(4, ['create', 'ada', ['x']], ['link']),
    hashOf(null, ['create', 'ada', ['x']], ['link']),
    hashOf(3, ['link'], ['create', 'ada', ['x']]),
    hashOf(3, ['create', 'bob', ['x']], ['link']),
    hashOf(3, ['create', 'ada', 'x'], ['link']),
    hashOf(3, ['create', 'ada', ['x'], 'link']),
    hashOf(3, ['create', 'ada', ['x']]),
  ]
  expect(new Set([plan, ...others]).size).toBe(8)
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
