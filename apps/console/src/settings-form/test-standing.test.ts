import { defaultSettings, type Draft } from '@bindery/contract'
import { expect, test } from 'vitest'
import { countsForTest, isOfForm } from './test-standing.ts'

const draft = (filter = '', password?: string): Draft => {
  const settings = defaultSettings()
  settings.people.extraFilter = filter
  const bindPassword = password === undefined ? { keep: true as const } : { set: password }
  return { directoryId: 1, settings, secrets: { bindPassword, clientKey: { keep: true } } }
}
const passed = (of: Draft) => ({ of, failed: false })

test('a test is of the form while what it tried is in it', () => {
  const other = draft()
  other.settings.policy.direction = 'two_way'
  expect(isOfForm(passed(draft()), other, null)).toBe(true)
  expect(isOfForm(passed(draft()), draft('(title=x)'), null)).toBe(false)
  other.settings.mapping.people.pop()
  expect(isOfForm(passed(draft()), other, null)).toBe(false)
  expect(isOfForm(passed(draft('', 'new')), draft('', 'other'), null)).toBe(false)
})
test('a secret that was tested and then saved was tested; one that was discarded was not', () => {
  expect(isOfForm(passed(draft('', 'new')), draft(), { passed: true })).toBe(true)
  expect(isOfForm({ of: draft('', 'wrong'), failed: true }, draft(), { passed: true })).toBe(false)
  expect(isOfForm(passed(draft('', 'new')), draft(), null)).toBe(false)
})
test('policy and name are not what is tested', () =>
  expect(
    [
      'settings.people.bases',
      'secrets.bindPassword',
      'settings.mapping.people[email]',
      'name',
      'enabled',
    ].map(countsForTest),
  ).toEqual([true, true, true, false, false]))
