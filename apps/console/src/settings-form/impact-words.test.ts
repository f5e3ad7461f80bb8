import { defaultSettings, type Impact, type ScopeImpact, type SubjectKind } from '@bindery/contract'
import { expect, test } from 'vitest'
import { flattenSettings } from '@bindery/contract'
import {
  linkedLeaving,
  summarizeImpact,
  wordConsequence,
  wordCrossing,
  wordLinkedLeaving,
} from './impact-words.ts'
import { touchesScope } from './touches-scope.ts'

const crossing = (count: number, linked = 0) => ({ count, linked, first: [] })
const matching = { matched: [], conflicts: [], decided: 0, fresh: 0 }
const scope = (subjectKind: SubjectKind, more: Partial<ScopeImpact>): ScopeImpact => ({
  subjectKind,
  before: 0,
  after: 0,
  unsynced: false,
  enter: crossing(0),
  leave: crossing(0),
  ...more,
})
const nothing: Impact = {
  scope: [scope('person', { before: 250, after: 250 }), scope('group', { before: 12, after: 12 })],
  values: [],
  hindered: [],
  members: null,
  holders: null,
  matching: { before: matching, after: matching },
  incomplete: '',
}

test('nothing happens, in words', () => {
  expect(summarizeImpact(nothing)).toBe('Nobody enters or leaves the scope, and no value changes')
  expect(linkedLeaving(nothing)).toBe(0)
})

test('who leaves comes first, then who enters, then the values', () => {
  const impact: Impact = {
    ...nothing,
    scope: [
      scope('person', { before: 1250, after: 3, enter: crossing(3), leave: crossing(1250, 1200) }),
      scope('group', { before: 1, leave: crossing(1, 1) }),
    ],
    values: [
      { subjectKind: 'person', attribute: 'title', side: 'accounts', changed: 40, cleared: 2, examples: [] },
      { subjectKind: 'group', attribute: 'name', side: 'directory', changed: 1, cleared: 0, examples: [] },
    ],
    hindered: [{ subjectKind: 'person', reason: 'conflict_values', count: 7, first: [] }],
  }
  expect(summarizeImpact(impact)).toBe(
    [
      '1,250 people leave the scope',
      '3 people enter',
      '1 group leaves the scope',
      'Title changes for 40 people in Accounts, cleared for 2',
      'Name changes for 1 group in the Directory',
      '7 set aside',
    ].join(' · '),
  )
  expect(linkedLeaving(impact)).toBe(1201)
  expect(wordLinkedLeaving(impact)).toBe('1,200 linked people and 1 linked group')
})

test('members that are read another way are a change', () => {
  const members = { before: 806, after: 0 }
  expect(summarizeImpact({ ...nothing, members })).toBe('806 members become 0 by the changed attribute')
  expect(summarizeImpact({ ...nothing, holders: 1 })).toBe('Members change in 1 group that holds others')
  expect(summarizeImpact({ ...nothing, holders: 0 })).toBe(summarizeImpact(nothing))
})

test('groups without a search base are synced no more, and nobody has to agree to that', () => {
  const [people, groups] = nothing.scope
  if (!people || !groups) throw new Error('Both are told')
  const ended: Impact = {
    ...nothing,
    scope: [people, { ...groups, after: 0, unsynced: true, leave: crossing(27, 27) }],
  }
  expect(summarizeImpact(ended)).toBe('27 groups are no longer synced')
  expect(linkedLeaving(ended)).toBe(0)
  expect(wordLinkedLeaving(ended)).toBe('')
  expect(ended.scope.map((one) => wordCrossing(one, 'leave'))).toEqual([
    '0 people would leave, 0 linked',
    '27 groups would no longer be synced, 27 linked. Nothing happens to them',
  ])
})

test('what becomes of linked people follows from the policy', () => {
  const { policy } = defaultSettings()
  expect(wordConsequence(policy)).toContain('nothing is done to them')
  expect(wordConsequence({ ...policy, direction: 'two_way', leftScope: 'hold' })).toContain('on hold')
  expect(wordConsequence({ ...policy, direction: 'two_way', leftScope: 'unlink' })).toContain('unlink them')
})

test('what decides about scope and values is measured, and nothing else', () => {
  const keys = [...flattenSettings({ settings: defaultSettings() }).keys()]
  const measured = keys.filter(touchesScope)
  expect(measured).toContain('settings.people.extraFilter')
  expect(measured).toContain('settings.people.bases')
  expect(measured).toContain('settings.connection.activeDirectory')
  expect(measured).toContain('settings.groups.objectClass')
  expect(measured.some((key) => key.startsWith('settings.mapping.people[title]'))).toBe(true)
  expect(measured.filter((key) => /policy|pageSize|timeout/i.test(key))).toEqual([
    'settings.policy.limitToGroups',
  ])
})
