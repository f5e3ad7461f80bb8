import { expect, test } from 'vitest'
import { request } from '../test-context.ts'
import { getPlan } from './get-plan.ts'
import { listChanges } from './list-changes.ts'
import { selectChanges } from './select-changes.ts'
import { addDirectory, addPlan, conflict, hold, planContext, planId, row } from './test-plan.ts'

test('what a plan comes to is not counted anew for who asks, but for what was decided otherwise', async () => {
  const context = await planContext()
  await addDirectory(context)
  await addPlan(
    context,
    [1, 2, 3].map((id) => row(id, { attributes: ',phone,' })),
  )
  const params = { id: planId }
  const body = { include: false, ids: [2] }
  await selectChanges(context)(request('selectChanges', { params, body }))
  // Never so: it tells whether the rows are looked at.
  await context.store.db.deleteFrom('plan_changes').where('id', '=', 3).execute()
  const plan = await getPlan(context)(request('getPlan', { params }))
  expect(plan).toMatchObject({ included: 2, attributes: [{ attribute: 'phone', count: 3 }] })
  expect(plan.counts).toEqual([
    { side: 'accounts', subjectKind: 'person', kind: 'update', total: 3, included: 2 },
  ])
  const query = { kind: 'update' as const, limit: 1 }
  const page = await listChanges(context)(request('listChanges', { params, query }))
  expect(page.total).toBe(3)
})

test('what was decided is counted right, by whatever steps it came about', async () => {
  const context = await planContext()
  await addDirectory(context)
  const group = { subject_kind: 'group', kind: 'members' }
  await addPlan(context, [
    row(1),
    row(2, { kind: 'create' }),
    row(3, { ...group, depends_on: 2 }),
    { ...hold(4), included: 0 },
    conflict(5),
  ])
  const params = { id: planId }
  const steps = [
    { include: false, filter: { kind: 'create' as const } },
    { include: false, filter: { kind: 'create' as const } },
    { include: true, ids: [3] },
    { include: false, filter: {} },
    { include: true, ids: [1, 4] },
    { include: true, filter: { subjectKind: 'group' as const } },
    { include: true, filter: {} },
  ]
  const told = []
  for (const body of steps) {
    const { counts } = await selectChanges(context)(request('selectChanges', { params, body }))
    told.push(counts.filter(({ included }) => included > 0).map(({ kind, total }) => [kind, total]))
  }
  const [create, update, members, held] = ['create', 'update', 'members', 'hold'].map((kind) => [kind, 1])
  expect(told).toEqual([
    [update],
    [update],
    [create, update, members],
    [],
    [update, held],
    [create, update, held, members],
    [create, update, held, members],
  ])
})

test('a search is counted once for all of its pages', async () => {
  const context = await planContext()
  await addDirectory(context)
  await addPlan(
    context,
    [1, 2, 3, 4].map((id) => row(id, { name: id === 4 ? 'bo' : `ada-${id}` })),
  )
  const params = { id: planId }
  const page = (after?: string) =>
    listChanges(context)(request('listChanges', { params, query: { text: 'ada', limit: 2, after } }))
  const first = await page()
  await context.store.db.deleteFrom('plan_changes').where('id', '=', 2).execute()
  const second = await page(first.next ?? '')
  expect([first, second].map(({ items, at, total }) => [items.map(({ id }) => id), at, total])).toEqual([
    [[1, 2], 0, 3],
    [[3], 2, 3],
  ])
})
