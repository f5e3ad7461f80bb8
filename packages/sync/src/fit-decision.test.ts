import type { Candidate, ConflictFamily, PlanValue } from '@bindery/contract'
import { describe, expect, test } from 'vitest'
import { decisionChoices } from './decision-choices.ts'
import { fitDecision } from './fit-decision.ts'

const candidate = (localId: number | null, link: Candidate['link'] = 'none'): Candidate => ({
  localId,
  name: `account-${localId}`,
  displayName: '',
  dn: null,
  link,
  keys: [],
  values: {},
})
const value = (ruleId: string): PlanValue => ({
  attribute: ruleId,
  ruleId,
  base: null,
  accounts: ['a'],
  directory: ['b'],
  after: null,
  why: '',
  overwritten: false,
})
const question = (family: ConflictFamily, candidates: Candidate[] = [], values: PlanValue[] = []) => ({
  candidates,
  values,
  choices: decisionChoices(family, candidates),
})
const link = (localId: number | null) => ({ kind: 'link' as const, localId })

test('what a conflict may be decided as', () => {
  expect(decisionChoices('values', [])).toEqual(['values'])
  expect(decisionChoices('match', [candidate(1)])).toEqual(['link', 'separate', 'ignore'])
  expect(decisionChoices('match', [candidate(1, 'gone')])).toContain('link')
  expect(decisionChoices('match', [candidate(1, 'there')])).not.toContain('link')
  expect(decisionChoices('match', [candidate(null)])).not.toContain('link')
  expect(decisionChoices('deleted_in_directory', [])).toEqual(['accept', 'restore'])
})

describe('a link', () => {
  test('names an account in question', () => {
    expect(fitDecision(link(2), question('match', [candidate(1), candidate(2)]))).toEqual(link(2))
    expect(fitDecision(link(3), question('match', [candidate(1)]))).toMatch(/not in question/)
  })
  test('without a name is the only account, never one of several', () => {
    expect(fitDecision(link(null), question('match', [candidate(null), candidate(1)]))).toEqual(link(1))
    expect(fitDecision(link(null), question('match', [candidate(1), candidate(2)]))).toMatch(/choose one/)
  })
  test('S15 never takes an account from an entry that is still there', () => {
    expect(fitDecision(link(1), question('match', [candidate(1, 'there')]))).toMatch(/cannot be decided so/)
    const two = [candidate(1, 'there'), candidate(2)]
    expect(fitDecision(link(1), question('match', two))).toMatch(/not in question/)
  })
})

test('values are kept for the rules in conflict only', () => {
  const asked = question('values', [], [value('title')])
  expect(fitDecision({ kind: 'values', sides: { title: 'directory', phone: 'accounts' } }, asked)).toEqual({
    kind: 'values',
    sides: { title: 'directory' },
  })
  expect(fitDecision({ kind: 'values', sides: { phone: 'accounts' } }, asked)).toMatch(/None of these/)
  expect(fitDecision({ kind: 'ignore' }, asked)).toMatch(/cannot be decided so/)
})
