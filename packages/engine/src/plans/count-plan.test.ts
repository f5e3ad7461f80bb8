import { expect, test } from 'vitest'
import { countRemovals } from './count-plan.ts'
import type { Tally } from './tally-plan.ts'

const tally = (more: Partial<Tally>): Tally => ({
  side: 'accounts',
  subjectKind: 'person',
  kind: 'hold',
  attributes: [],
  warnings: [],
  guard: { removals: 1 },
  applicable: true,
  included: true,
  count: 1,
  ...more,
})

test('removals are people, groups, entries and memberships that the included rows take away', () => {
  const members = { kind: 'members', subjectKind: 'group' } as const
  expect(
    countRemovals([
      tally({ ...members, guard: { member_removals: 5 }, count: 2 }),
      tally({ ...members, guard: { member_removals: 2 } }),
      tally({ ...members, guard: {} }),
      tally({ count: 3 }),
      tally({ attributes: ['phone'], count: 1 }),
      tally({ included: false, count: 9 }),
      tally({ side: 'directory', kind: 'delete', count: 4 }),
      tally({ kind: 'disable', guard: { disables: 1 }, count: 9 }),
      tally({ kind: 'update', guard: { cleared_values: ['phone'] }, count: 9 }),
    ]),
  ).toEqual([
    { side: 'accounts', subjectKind: 'person', kind: 'hold', count: 4 },
    { side: 'accounts', subjectKind: 'group', kind: 'members', count: 12 },
    { side: 'directory', subjectKind: 'person', kind: 'delete', count: 4 },
  ])
})
