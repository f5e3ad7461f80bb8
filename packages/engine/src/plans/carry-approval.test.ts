import type { Tables } from '@bindery/store'
import { expect, test } from 'vitest'
import { request } from '../test-context.ts'
import { approvePlan } from './approve-plan.ts'
import { carryApproval } from './carry-approval.ts'
import { getPlan } from './get-plan.ts'
import { selectChanges } from './select-changes.ts'
import { addDirectory, addPlan, directoryId, hold, planContext, planId, row } from './test-plan.ts'

const nextId = 8
const afterApproval = '2026-03-01T12:00:01.000Z'
/** The same row in the next plan, whose ids are its own. */
const again = (one: Tables['plan_changes'], more: Partial<Tables['plan_changes']> = {}) => ({
  ...one,
  id: one.id + 100,
  plan_id: nextId,
  ...more,
})
const gone = (id: number) => ({ ...hold(id), stable_id: `uuid-${id}` })
const six = [1, 2, 3, 4, 5, 6].map(gone)

/** A plan with six holds that ada approved at noon, all but those left out. */
async function approved(leftOut: number[] = []) {
  const context = await planContext()
  await addDirectory(context)
  await addPlan(context, [...six, row(9, { reason: 'changed_in_accounts' })])
  const params = { id: planId }
  await selectChanges(context)(request('selectChanges', { params, body: { include: false, ids: leftOut } }))
  const { planHash, selectionHash } = await getPlan(context)(request('getPlan', { params }))
  const body = { planHash, selectionHash, reason: 'They left' }
  await approvePlan(context)(request('approvePlan', { params, body }))
  /** Adds the next plan and looks whether the approval is carried on to it. */
  async function next(rows: Tables['plan_changes'][], more: Partial<Tables['plans']> = {}) {
    const { id } = await addNext(rows, { finished_at: afterApproval, ...more })
    return context.store.transaction(async (db) => {
      const plan = await db.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      const approval = await carryApproval(db, plan)
      await db
        .updateTable('plans')
        .set({ approval: approval && JSON.stringify(approval) })
        .where('id', '=', id)
        .execute()
      return approval
    })
  }
  async function addNext(rows: Tables['plan_changes'][], more: Partial<Tables['plans']> = {}) {
    const id = more.id ?? nextId
    await addPlan(context, rows, { id, plan_hash: `plan ${id}`, ...more })
    return { id }
  }
  const get = () => getPlan(context)(request('getPlan', { params: { id: nextId } }))
  return { context, next, addNext, get }
}

test('the identical losses carry the approval on, whatever else the plan proposes', async () => {
  const { next, get } = await approved()
  expect(await next([again(row(20)), ...six.map((one) => again(one, { seq: one.seq + 20 }))])).not.toBeNull()
  expect((await get()).approval).toEqual({
    actor: 'ada',
    at: '2026-03-01T12:00:00.000Z',
    reason: 'They left',
    carriedFrom: planId,
  })
})

test('rows that were left out are left out again', async () => {
  const { next, get } = await approved([2, 9])
  await next([...six, row(9)].map((one) => again(one)))
  expect(await get()).toMatchObject({
    included: 6,
    removals: [{ kind: 'hold', count: 5 }],
    approval: { carriedFrom: planId },
  })
})

test.each([
  ['one more', [...six, gone(7)]],
  ['one fewer', six.slice(1)],
  ['another person', [...six.slice(1), gone(7)]],
  ['another reason', six.map((one) => ({ ...one, reason: 'left_scope' }))],
  ['other counts', six.map((one) => ({ ...one, guard: '{"removals":2}' }))],
  ['other values', six.map((one) => ({ ...one, values: '[1]' }))],
  ['none', []],
])('other losses ask again: %s', async (_, rows) => {
  const { next } = await approved()
  expect(await next(rows.map((one) => again(one)))).toBeNull()
})

test('another version of the settings asks again', async () => {
  const { next } = await approved()
  const rows = six.map((one) => again(one))
  expect(await next(rows, { settings_version: 2 })).toBeNull()
})

test('an approval that was used, or that another plan came after, is no more', async () => {
  const used = await approved()
  await used.context.store.db
    .updateTable('plans')
    .set({ state: 'applied', run_id: 1 })
    .where('id', '=', planId)
    .execute()
  expect(await used.next(six.map((one) => again(one)))).toBeNull()

  const overtaken = await approved()
  expect(await overtaken.next([])).toBeNull()
  const third = six.map((one) => again(one, { id: one.id + 200, plan_id: 9 }))
  expect(await overtaken.next(third, { id: 9 })).toBeNull()
})

test('a plan from before the approval is in nobody\u2019s way, and carrying on goes on', async () => {
  const { addNext, next } = await approved()
  await addNext([], { finished_at: '2026-03-01T11:30:00.000Z' })
  const third = six.map((one) => again(one, { id: one.id + 200, plan_id: 9 }))
  expect(await next(third, { id: 9 })).toMatchObject({ carriedFrom: planId })
  const fourth = six.map((one) => again(one, { id: one.id + 300, plan_id: 10 }))
  expect(await next(fourth, { id: 10 })).toMatchObject({ carriedFrom: planId })
})

test('a selection changed after the approval has none to carry on', async () => {
  const { context, next } = await approved()
  const body = { include: false, ids: [3] }
  await selectChanges(context)(request('selectChanges', { params: { id: planId }, body }))
  expect(await next(six.map((one) => again(one)))).toBeNull()
})

test('a read that looks broken as it did not before asks again', async () => {
  const { context, next } = await approved()
  const { guard_input } = await context.store.db
    .selectFrom('plans')
    .select('guard_input')
    .where('directory_id', '=', directoryId)
    .executeTakeFirstOrThrow()
  const few = guard_input.replace('"previous":null', '"previous":900')
  expect(few).not.toBe(guard_input)
  expect(
    await next(
      six.map((one) => again(one)),
      { guard_input: few },
    ),
  ).toBeNull()
})
