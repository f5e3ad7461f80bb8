import type { Tables } from '@bindery/store'
import { expect, test } from 'vitest'
import { passesWhole } from './passes-whole.ts'
import { tallyPlan } from './tally-plan.ts'
import { addDirectory, addPlan, hold, planContext, planId, row } from './test-plan.ts'

const out = { included: 0 }
const failedLookUp = row(9, {
  kind: 'withheld',
  reason: 'withheld_lookup_failed',
  applicable: 0,
  included: 0,
})

test.each<[string, Tables['plan_changes'][], boolean, boolean]>([
  ['nothing is taken away', [row(1)], false, true],
  ['every removal is applied', [row(1), hold(2)], false, true],
  ['S44 a removal waits', [row(1), { ...hold(2), ...out }], false, false],
  ['an update is left out', [hold(2), { ...row(1), ...out }], false, true],
  ['a person approved, and left one out', [hold(2), { ...hold(3), ...out }], true, true],
  ['a person approved everything but the removals', [row(1), { ...hold(2), ...out }], true, false],
  ['who is gone is not known', [row(1), failedLookUp], false, false],
  ['links are yet to be compared', [row(1, { kind: 'link', reason: 'restored' })], false, false],
])('whether a plan settles its read, scope and mapping: %s', async (_, rows, approved, whole) => {
  const context = await planContext()
  await addDirectory(context)
  await addPlan(context, rows)
  const { db } = context.store
  expect(await passesWhole(db, planId, await tallyPlan(db, planId), approved)).toBe(whole)
})
