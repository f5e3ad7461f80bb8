import { expect, test } from 'vitest'
import { defaultSettings } from './default-settings.ts'
import { settingsSchema } from './settings.ts'

test('an account attribute is in one matching rule at most', () => {
  const settings = defaultSettings()
  settings.connection.urls = ['ldap://127.0.0.1']
  expect(settingsSchema.safeParse(settings).success).toBe(true)
  settings.mapping.matching.push({ local: 'email', remote: 'mailAlternateAddress' })
  expect(settingsSchema.safeParse(settings).error?.issues[0]?.path).toEqual([
    'mapping',
    'matching',
    3,
    'local',
  ])
})

test('limits that start alike can be changed one by one', () => {
  const { guard } = defaultSettings().policy
  guard.removals.count = 50
  expect([guard.disables.count, defaultSettings().policy.guard.removals.count]).toEqual([5, 5])
})
