import { expect, it } from 'vitest'
import {
  applicablePerKind,
  countsPerKind,
  leftOutPerKind,
  plannedTotal,
  toldPerKind,
} from './planned-counts.ts'

const planned = [
  { side: 'accounts', subjectKind: 'person', kind: 'create', total: 3, included: 2 },
  { side: 'accounts', subjectKind: 'group', kind: 'create', total: 4, included: 4 },
  { side: 'accounts', subjectKind: 'group', kind: 'update', total: 0, included: 0 },
  { side: 'accounts', subjectKind: 'person', kind: 'skipped', total: 1, included: 0 },
  { side: 'directory', subjectKind: 'person', kind: 'create', total: 1, included: 1 },
  { side: 'directory', subjectKind: 'person', kind: 'conflict', total: 2, included: 0 },
  { side: 'directory', subjectKind: 'group', kind: 'skipped', total: 3, included: 0 },
] as const

it('sums people and groups of a kind, and leaves out empty kinds', () => {
  expect(countsPerKind(planned, 'accounts')).toEqual([
    { kind: 'create', total: 7, included: 6 },
    { kind: 'skipped', total: 1, included: 0 },
  ])
})
it('counts what was to be done, not what was seen', () => {
  expect(plannedTotal({ planned: [...planned] })).toBe(7)
})
it('parts what can be applied on a side from what is only told, of both sides together', () => {
  expect(applicablePerKind(planned, 'accounts').map(({ kind }) => kind)).toEqual(['create'])
  expect(toldPerKind(planned)).toEqual([
    { kind: 'conflict', total: 2 },
    { kind: 'skipped', total: 4 },
  ])
})
it('finds what was left out of what could have been applied', () => {
  expect(leftOutPerKind(planned, 'accounts')).toEqual([{ kind: 'create', leftOut: 1 }])
  expect(leftOutPerKind(planned, 'directory')).toEqual([])
})
