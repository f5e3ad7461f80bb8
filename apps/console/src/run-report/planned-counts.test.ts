import { expect, it } from 'vitest'
import { countsPerKind, plannedTotal } from './planned-counts.ts'

const planned = [
  { side: 'accounts', subjectKind: 'person', kind: 'create', total: 3, included: 2 },
  { side: 'accounts', subjectKind: 'group', kind: 'create', total: 4, included: 4 },
  { side: 'accounts', subjectKind: 'group', kind: 'update', total: 0, included: 0 },
  { side: 'directory', subjectKind: 'person', kind: 'create', total: 1, included: 1 },
] as const

it('sums people and groups of a kind, and leaves out empty kinds', () => {
  expect(countsPerKind(planned, 'accounts')).toEqual([{ kind: 'create', total: 7, included: 6 }])
})
it('counts what was to be done, not what was seen', () => {
  expect(plannedTotal({ planned: [...planned] })).toBe(7)
})
