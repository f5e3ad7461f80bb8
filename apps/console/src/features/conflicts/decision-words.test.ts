import type { Candidate, PlanValue } from '@bindery/contract'
import { expect, test } from 'vitest'
import { wordDecision, wordForMany } from './decision-words.ts'

const value = (attribute: string): PlanValue => ({
  attribute,
  ruleId: `rule-${attribute}`,
  base: [],
  accounts: [],
  directory: [],
  after: null,
  why: '',
  overwritten: false,
})
const candidate: Candidate = {
  localId: 4,
  name: 'ada',
  displayName: 'Ada',
  dn: null,
  link: 'none',
  keys: [],
  values: {},
}
const told = {
  subjectKind: 'person' as const,
  values: [value('title'), value('phone')],
  candidates: [candidate],
}

test('a decision about one conflict names what was chosen', () => {
  const sides = { 'rule-title': 'directory', 'rule-phone': 'accounts' } as const
  expect(wordDecision({ kind: 'values', sides }, told)).toBe('Title: directory, Phone: accounts')
  expect(wordDecision({ kind: 'link', localId: 4 }, told)).toBe('the same person as ada')
  expect(wordDecision({ kind: 'separate' }, { ...told, subjectKind: 'group' })).toBe('another group')
})

test('a decision about many speaks of each', () => {
  expect(wordForMany({ kind: 'values', sides: { 'rule-title': 'directory' } }, told)).toBe(
    'lets Title of the directory stand',
  )
  expect(wordForMany({ kind: 'link', localId: 4 }, told)).toBe(
    'links each entry to the only account in question',
  )
})
