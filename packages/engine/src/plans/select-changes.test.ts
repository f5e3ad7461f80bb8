import type { VerbRequest, endpoints } from '@bindery/contract'
import { expect, test } from 'vitest'
import { request } from '../test-context.ts'
import { closeSelection } from './close-selection.ts'
import { listChanges } from './list-changes.ts'
import { getPlan } from './get-plan.ts'
import { selectChanges } from './select-changes.ts'
import { addDirectory, addPlan, conflict, hold, planContext, planId, row } from './test-plan.ts'

type Patch = VerbRequest<(typeof endpoints)['selectChanges']>['body']

async function selection(...rows: Parameters<typeof addPlan>[1]) {
  const context = await planContext()
  await addDirectory(context)
  await addPlan(context, rows)
  const params = { id: planId }
  return {
    plan: () => getPlan(context)(request('getPlan', { params })),
    select: (body: Patch) => selectChanges(context)(request('selectChanges', { params, body })),
    included: async () => {
      const query = { limit: 500 }
      const { items } = await listChanges(context)(request('listChanges', { params, query }))
      return items.flatMap((item) => (item.included ? [item.id] : []))
    },
  }
}

const create = (id: number) => row(id, { side: 'directory', kind: 'create' })

test('excluding a row leaves out what depends on it; including one takes in what it depends on', async () => {
  const { select, included } = await selection(
    create(1),
    row(2, { depends_on: 1 }),
    row(3, { depends_on: 2 }),
    row(4),
  )
  await select({ include: false, ids: [1] })
  expect(await included()).toEqual([4])
  await select({ include: true, ids: [2] })
  expect(await included()).toEqual([1, 2, 4])
  await select({ include: true, ids: [3] })
  await select({ include: false, ids: [2] })
  expect(await included()).toEqual([1, 4])
})

test('the same selection has the same hash, however it came about', async () => {
  const { plan, select } = await selection(row(1), row(2), row(3))
  const { selectionHash: all } = await plan()
  const { selectionHash: two } = await select({ include: false, ids: [3] })
  expect(two).not.toBe(all)
  await select({ include: false, filter: {} })
  expect((await select({ include: true, ids: [1, 2] })).selectionHash).toBe(two)
  expect((await select({ include: true, filter: {} })).selectionHash).toBe(all)
})

test('a told row is never included: refused by id, passed over by a filter', async () => {
  const { select, included } = await selection(row(1), conflict(2))
  await expect(select({ include: true, ids: [1, 2] })).rejects.toMatchObject({
    code: 'invalid_request',
    message: expect.stringContaining('person-2') as string,
  })
  await select({ include: true, filter: {} })
  expect(await included()).toEqual([1])
})

test('a filter chooses rows by facet; counts and guard follow', async () => {
  const { select, included } = await selection(row(1), hold(2), hold(3), create(4))
  const plan = await select({ include: false, filter: { kind: 'hold' } })
  expect(await included()).toEqual([1, 4])
  expect(plan).toMatchObject({ included: 2, removals: [] })
  expect(plan.counts).toContainEqual({
    side: 'accounts',
    subjectKind: 'person',
    kind: 'hold',
    total: 2,
    included: 0,
  })
})

test('what waits for approval is left out with what depends on it; then the rest passes', async () => {
  const rest = [row(1), row(8, { depends_on: 2 }), row(9, { guard: '{"moves":1}' })]
  const { plan, select, included } = await selection(...[2, 3, 4, 5, 6, 7].map(hold), ...rest)
  expect((await plan()).guard).toMatchObject({ verdict: 'needs_approval', waiting: 6 })
  expect((await select({ include: false, waiting: true })).guard).toMatchObject({
    verdict: 'within',
    waiting: 0,
  })
  expect(await included()).toEqual([1, 9])
})

test('rows of another plan are refused', async () => {
  const { select } = await selection(row(1))
  await expect(select({ include: false, ids: [99] })).rejects.toMatchObject({ code: 'invalid_request' })
})

test('a circle of dependencies ends', () => {
  const circle = [
    { id: 1, dependsOn: 2 },
    { id: 2, dependsOn: 1 },
  ]
  expect(closeSelection([1], true, circle)).toEqual(new Set([1, 2]))
})
