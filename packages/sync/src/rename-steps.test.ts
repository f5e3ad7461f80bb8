import { expect, test } from 'vitest'
import { renameSteps } from './rename-steps.ts'

const dn = (name: string) => `uid=${name},ou=users`
const rename = (id: number, from: string, to: string) => ({
  id,
  stableId: `s${id}`,
  dn: dn(from),
  newDn: dn(to),
})

/** Carries the steps out; a name that is taken fails, as it would there. */
function carryOut(names: string[], steps: ReturnType<typeof renameSteps>): Record<number, string> {
  const held = new Map(names.map((name, index) => [dn(name), index + 1]))
  for (const step of steps) {
    expect(held.get(step.dn)).toBe(step.id)
    expect(held.has(step.newDn)).toBe(false)
    held.delete(step.dn)
    held.set(step.newDn, step.id)
  }
  return Object.fromEntries(Array.from(held, ([name, id]) => [id, name]))
}

test('S18 two exchange their names by way of a third', () => {
  const steps = renameSteps([rename(1, 'a', 'b'), rename(2, 'b', 'a')])
  expect(steps.map((step) => [step.dn, step.newDn])).toEqual([
    [dn('a'), dn('moving-s1')],
    [dn('b'), dn('a')],
    [dn('moving-s1'), dn('b')],
  ])
})

test('S18 in a circle of four every name is free when it is taken', () => {
  const circle = [rename(1, 'a', 'b'), rename(2, 'b', 'c'), rename(3, 'c', 'd'), rename(4, 'd', 'a')]
  const ends = carryOut(['a', 'b', 'c', 'd'], renameSteps(circle))
  expect(ends).toEqual({ 1: dn('b'), 2: dn('c'), 3: dn('d'), 4: dn('a') })
})

test('one alone is simply renamed', () => {
  expect(renameSteps([rename(1, 'a', 'b')])).toEqual([rename(1, 'a', 'b')])
})

test('S14 of a name of several parts the first is temporary', () => {
  const steps = renameSteps([{ ...rename(1, 'a', 'b'), dn: 'cn=A+uid=a,ou=users' }, rename(2, 'b', 'a')])
  expect(steps[0]?.newDn).toBe('cn=moving-s1+uid=a,ou=users')
})
