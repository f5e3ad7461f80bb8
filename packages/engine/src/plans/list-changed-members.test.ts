import { insertMany } from '@bindery/store'
import { expect, test } from 'vitest'
import { request } from '../test-context.ts'
import { listChangedMembers } from './list-changed-members.ts'
import { addDirectory, addPlan, planContext, row } from './test-plan.ts'

test('everyone of a row comes in pages, additions first, without gap or repetition', async () => {
  const context = await planContext()
  await addDirectory(context)
  await addPlan(context, [row(2, { subject_kind: 'group', kind: 'members', added: 3, removed: 2 })])
  const member = (op: string, id: number, name: string) => ({
    change_id: 2,
    op,
    person_id: id,
    name,
    dn: null,
  })
  await insertMany(context.store.db, 'plan_members', [
    member('remove', 1, 'ada'),
    member('add', 2, 'eve'),
    member('agree', 3, 'kim'),
    // Two entries of one name.
    member('add', 5, 'bo'),
    member('add', 4, 'bo'),
    member('remove', 6, 'zoe'),
  ])
  const list = listChangedMembers(context)
  const page = (after?: string) =>
    list(request('listChangedMembers', { params: { id: 2 }, query: { limit: 2, after } }))
  const first = await page()
  const second = await page(first.next ?? '')
  const third = await page(second.next ?? '')
  const told = [first, second, third].map(({ items }) => items.map(({ op, personId }) => [op, personId]))
  expect(told).toEqual([
    [
      ['add', 4],
      ['add', 5],
    ],
    [
      ['add', 2],
      ['remove', 1],
    ],
    [['remove', 6]],
  ])
  expect([first.total, third.next]).toEqual([5, null])
  await expect(
    list(request('listChangedMembers', { params: { id: 9 }, query: { limit: 2 } })),
  ).rejects.toMatchObject({ code: 'not_found' })
})
