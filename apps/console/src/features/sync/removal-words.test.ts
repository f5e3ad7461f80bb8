import type { Removal } from '@bindery/contract'
import { expect, it } from 'vitest'
import { removalCount, removalWords } from './removal-words.ts'

const held: Removal = { side: 'accounts', subjectKind: 'person', kind: 'hold', count: 3 }
const left: Removal = { side: 'accounts', subjectKind: 'group', kind: 'members', count: 5 }
const leftThere: Removal = { ...left, side: 'directory', count: 1007 }
const deleted: Removal = { side: 'directory', subjectKind: 'person', kind: 'delete', count: 1 }

it.each([
  [[held], '3 people will be put on hold'],
  [[{ ...left, count: 1 }], '1 membership will be removed'],
  [[held, left, leftThere], '3 people will be put on hold and 1,012 memberships removed'],
  [
    [held, left, { ...held, subjectKind: 'group' as const, kind: 'unlink' as const, count: 1 }, deleted],
    '3 people will be put on hold, 5 memberships removed, 1 group unlinked and 1 entry deleted',
  ],
])('says what is taken away, and counts it %#', (removals, words) => {
  expect(removalWords({ removals })).toBe(words)
})

it('asks for the sum', () => {
  expect(removalCount({ removals: [held, left, leftThere, deleted] })).toBe(1016)
  expect(removalCount({ removals: [] })).toBe(0)
})
