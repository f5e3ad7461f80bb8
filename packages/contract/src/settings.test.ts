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

test.each([
  ['ou=users,dc=example,dc=org', 'subtree', true],
  ['OU=New,ou=users,dc=example,dc=org', 'subtree', true],
  ['ou=users,dc=example,dc=org', 'one_level', true],
  ['ou=new,ou=users,dc=example,dc=org', 'one_level', false],
  ['ou=elsewhere,dc=example,dc=org', 'subtree', false],
  ['', 'subtree', true],
] as const)('new entries go to “%s” of a %s base: %s', (place, scope, fits) => {
  const settings = defaultSettings()
  settings.connection.urls = ['ldap://127.0.0.1']
  settings.people.bases = [{ dn: 'ou=users,dc=example,dc=org', scope }]
  settings.people.newEntriesUnder = place
  const paths = settingsSchema.safeParse(settings).error?.issues.map(({ path }) => path.join('.')) ?? []
  expect(paths).toEqual(fits ? [] : ['people.newEntriesUnder'])
})
