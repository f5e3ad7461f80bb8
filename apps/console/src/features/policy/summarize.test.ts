import { defaultSettings, type Policy, type Settings } from '@bindery/contract'
import { expect, test } from 'vitest'
import { goneChoices, deletedChoices } from './absence-choices.ts'
import { summarize } from './summarize.ts'

const settings = defaultSettings()
const by = (policy: Partial<Policy>): Settings => ({
  ...settings,
  policy: { ...settings.policy, ...policy },
})

test('a one-way policy does not speak of what cannot happen', () => {
  const words = summarize(by({ direction: 'accounts_to_directory' })).join(' ')
  expect(words).toContain('Someone new in accounts')
  expect(words).not.toContain('hold')
  expect(words).not.toContain('Someone new in the directory')
})

test('a two-way policy speaks of both sides and of who wins', () => {
  const words = summarize(by({ direction: 'two_way', authority: 'ask' })).join(' ')
  expect(words).toContain('it is a conflict')
  expect(words).toContain('put on hold')
})

test('a limit to groups is told, and none is not', () => {
  expect(summarize(by({ limitToGroups: ['staff', 'crew'] }))).toContain(
    'Only people in staff or crew are synced.',
  )
  expect(summarize(by({})).join(' ')).not.toContain('Only people')
})

test('only a policy that never deletes says so', () => {
  const never = 'No entry and no account is deleted by a sync.'
  expect(summarize(by({ direction: 'accounts_to_directory' }))).toContain(never)
  expect(summarize(by({ direction: 'two_way', goneFromDirectory: 'disable' }))).toContain(never)
  expect(summarize(by({ direction: 'two_way', goneFromDirectory: 'hold' }))).not.toContain(never)
  expect(summarize(by({ direction: 'two_way', goneFromAccounts: 'delete' }))).not.toContain(never)
})

test('consequences follow what else is set: days, the place to move to, the mapped status', () => {
  const hold = (days: number) => goneChoices(days).find(({ value }) => value === 'hold')?.consequence
  expect([hold(1), hold(30)]).toEqual([
    expect.stringContaining('after 1 day;'),
    expect.stringContaining('after 30 days;'),
  ])
  expect(hold(0)).toContain('already with the next preview')
  const disable = (one: Settings) => deletedChoices(one).find(({ value }) => value === 'disable')?.consequence
  expect(disable(settings)).toContain('Nothing is done so far')
  const model = settings.mapping.people.find((rule) => rule.local === 'title')
  if (!model) throw new Error('title is mapped by default')
  const status = { ...model, id: 'active', local: 'active' as const, remote: 'employeeType' }
  const people = [...settings.mapping.people, status]
  expect(disable({ ...settings, mapping: { ...settings.mapping, people } })).toContain('employeeType')
  const move = deletedChoices(by({ moveGoneTo: 'ou=former' })).find(({ value }) => value === 'move')
  expect(move?.consequence).toContain('ou=former')
})
