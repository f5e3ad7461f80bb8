import { planChangeSchema, type ChangeQuery } from '@bindery/contract'
import { expect, test } from 'vitest'
import { writePlanValues } from '../pack/pack-plan-values.ts'
import { request } from '../test-context.ts'
import { getPlan } from './get-plan.ts'
import { listChanges } from './list-changes.ts'
import { addDirectory, addPlan, conflict, planContext, planId, row } from './test-plan.ts'

async function listed(...rows: Parameters<typeof addPlan>[1]) {
  const context = await planContext()
  await addDirectory(context)
  await addPlan(context, rows)
  const params = { id: planId }
  const list = (query: Partial<ChangeQuery> = {}) =>
    listChanges(context)(request('listChanges', { params, query: { limit: 100, ...query } }))
  const ids = async (query: Partial<ChangeQuery>) => (await list(query)).items.map((item) => item.id)
  return { context, list, ids, plan: () => getPlan(context)(request('getPlan', { params })) }
}

test('pages follow the order of the plan without gap or repetition', async () => {
  const { list } = await listed(...[5, 3, 1, 4, 2].map((id) => row(id)))
  const first = await list({ limit: 2 })
  const second = await list({ limit: 2, after: first.next ?? '' })
  const third = await list({ limit: 2, after: second.next ?? '' })
  expect([first, second, third].map((page) => page.items.map((item) => item.id))).toEqual([
    [1, 2],
    [3, 4],
    [5],
  ])
  expect([first.total, third.total, third.next]).toEqual([5, 5, null])
  await expect(list({ after: '1 or 1=1' })).rejects.toMatchObject({ code: 'invalid_request' })
})

test('a page can begin at any place, or be the one that a row is on, with a filter or without', async () => {
  const { list } = await listed(
    ...[1, 2, 3, 4, 5, 6, 7].map((id) =>
      row(id, { kind: id % 2 ? 'create' : 'update', name: `person ${id}` }),
    ),
  )
  const page = async (query: Partial<ChangeQuery>) => {
    const { items, at, total, next } = await list({ limit: 2, ...query })
    return [items.map(({ id }) => id), at, total, next]
  }
  expect(await page({ at: 5 })).toEqual([[6, 7], 5, 7, null])
  expect(await page({ at: 9 })).toEqual([[], 9, 7, null])
  expect(await page({ after: '2-2' })).toEqual([[3, 4], 2, 7, '4-4'])
  expect(await page({ near: 4 })).toEqual([[3, 4], 2, 7, '4-4'])
  expect(await page({ near: 7, kind: 'create' })).toEqual([[5, 7], 2, 4, null])
  expect(await page({ at: 1, kind: 'update' })).toEqual([[4, 6], 1, 3, null])
  expect(await page({ near: 7, text: 'person' })).toEqual([[7], 6, 7, null])
  expect(await page({ near: 3, kind: 'create' })).toEqual([[1, 3], 0, 4, '3-2'])
  expect(await page({ after: '3-2', kind: 'create' })).toEqual([[5, 7], 2, 4, null])
  expect(await page({ after: '4-4', text: 'person' })).toEqual([[5, 6], 4, 7, '6-6'])
  for (const query of [{ kind: 'update' as const }, { text: 'person 2' }])
    await expect(list({ ...query, near: 7 })).rejects.toMatchObject({ code: 'not_found' })
})

test('facets and words choose rows', async () => {
  const { ids, plan } = await listed(
    row(1, { name: 'Ada_Lovelace', attributes: ',phone,title,', warnings: ',overwritten,' }),
    row(2, { name: 'AdaXLovelace', attributes: ',phone2,', side: 'directory' }),
    row(3, { subject_kind: 'group', kind: 'create', attributes: ',name,' }),
    conflict(4),
  )
  expect(await ids({ attribute: 'phone' })).toEqual([1])
  expect(await ids({ attribute: '%' })).toEqual([])
  expect(await ids({ warning: 'overwritten' })).toEqual([1])
  expect(await ids({ side: 'directory' })).toEqual([2])
  expect(await ids({ subjectKind: 'group' })).toEqual([3])
  expect(await ids({ kind: 'conflict' })).toEqual([4])
  expect(await ids({ text: 'lovelace ADA' })).toEqual([1, 2])
  expect(await ids({ text: 'a_l' })).toEqual([1])
  const { attributes, warnings } = await plan()
  expect(attributes).toEqual(
    ['name', 'phone', 'phone2', 'title'].map((attribute) => ({ attribute, count: 1 })),
  )
  expect(warnings).toEqual([{ warning: 'overwritten', count: 1 }])
})

test('a row comes with its values, and with how many members it adds and removes', async () => {
  const sides = { base: null, accounts: ['1'], directory: ['2'], after: ['2'] }
  const value = { attribute: 'phone', ruleId: 'phone', why: 'So.', overwritten: true, ...sides }
  const counts = { added: 150, removed: 3, unchanged: 9, unmanaged: 1, nested: 2 }
  const { list } = await listed(
    row(1, { attributes: ',phone,', values: writePlanValues([value]) }),
    row(2, { subject_kind: 'group', kind: 'members', ...counts }),
  )
  const { items } = await list()
  expect(items.map((item) => planChangeSchema.parse(item))).toEqual(items)
  expect(items).toMatchObject([{ values: [value], members: null }, { members: counts }])
})
