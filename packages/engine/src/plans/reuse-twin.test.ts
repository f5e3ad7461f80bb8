import type { Tables } from '@bindery/store'
import { expect, test } from 'vitest'
import { request } from '../test-context.ts'
import { dropOldPlans } from './drop-plans.ts'
import { getPlan } from './get-plan.ts'
import { listChanges } from './list-changes.ts'
import { listPlans } from './list-plans.ts'
import { reuseTwin } from './reuse-twin.ts'
import { selectChanges } from './select-changes.ts'
import { addDirectory, addPlan, directoryId, hold, planContext, planId, row } from './test-plan.ts'

const later = { finished_at: '2026-03-01T11:30:00.000Z', actor: 'schedule' }
const again = (one: Tables['plan_changes']) => ({ ...one, id: one.id + 100, plan_id: 8 })

/** A plan that waits, and the next one. */
async function two(more: Partial<Tables['plans']> = {}, first: Partial<Tables['plans']> = {}) {
  const context = await planContext()
  await addDirectory(context)
  await addPlan(context, [hold(1), row(2)], { actor: 'schedule', ...first })
  await addPlan(context, [hold(1), row(2)].map(again), { id: 8, ...later, ...more })
  const ids = async (table: 'plans' | 'plan_changes') =>
    (await context.store.db.selectFrom(table).select('id').orderBy('id').execute()).map(({ id }) => id)
  const tallied = async () => {
    const plans = context.store.db.selectFrom('plan_tallies').select('plan_id').distinct().orderBy('plan_id')
    return (await plans.execute()).map((one) => one.plan_id)
  }
  return { context, ids, tallied }
}

test('the plan that waits already stands for one that proposes the same, with the newer read', async () => {
  const { context, ids, tallied } = await two()
  expect(await reuseTwin(context.store, 8)).toBe(planId)
  expect(await ids('plan_changes')).toEqual([1, 2])
  expect(await tallied()).toEqual([planId])
  const params = { id: 8 }
  const plan = await getPlan(context)(request('getPlan', { params }))
  expect(plan).toMatchObject({ id: planId, finishedAt: later.finished_at, included: 2 })
  const changes = await listChanges(context)(request('listChanges', { params, query: { limit: 10 } }))
  expect(changes.items.map(({ id }) => id)).toEqual([1, 2])
  const list = await listPlans(context)(request('listPlans', { query: { limit: 10 } }))
  expect(list).toMatchObject({ items: [{ id: planId }], total: 1 })
})

test.each<[string, Partial<Tables['plans']>, Partial<Tables['plans']>]>([
  ['other rows', { plan_hash: 'another plan' }, {}],
  ['other settings', { settings_version: 2 }, {}],
  ['the older one was applied', {}, { state: 'applied', run_id: 3 }],
  ['an approval came along that the older one has not', { approval: '{}' }, {}],
  ['it failed', { state: 'failed', plan_hash: '' }, { plan_hash: '' }],
])('not so when %s', async (_, more, first) => {
  const { context, ids } = await two(more, first)
  expect(await reuseTwin(context.store, 8)).toBe(8)
  expect(await ids('plan_changes')).toEqual([1, 2, 101, 102])
})

test('a plan that somebody is choosing from is left to them', async () => {
  const { context } = await two()
  const body = { include: false, ids: [2] }
  await selectChanges(context)(request('selectChanges', { params: { id: planId }, body }))
  expect(await reuseTwin(context.store, 8)).toBe(8)
})

test('old plans of the schedule go, but for the newest, those of people, and what was approved or applied', async () => {
  const { context, ids } = await two()
  await addPlan(context, [], { id: 9, ...later, approval: '{}' })
  await addPlan(context, [], { id: 10, ...later, state: 'applied', run_id: 1 })
  await addPlan(context, [], { id: 11, ...later, actor: 'ada' })
  await addPlan(context, [], { id: 12, ...later })
  const drop = (before: string) => dropOldPlans(context.store.db, directoryId, 'schedule', new Date(before))
  await drop('2026-03-01T11:15:00.000Z')
  expect(await ids('plans')).toEqual([8, 9, 10, 11, 12])
  await drop('2026-03-01T12:00:00.000Z')
  expect(await ids('plans')).toEqual([9, 10, 11, 12])
  expect(await ids('plan_changes')).toEqual([])
})
