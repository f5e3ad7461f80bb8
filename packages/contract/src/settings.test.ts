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

const problemsOf = (change: (settings: ReturnType<typeof defaultSettings>) => void) => {
  const settings = defaultSettings()
  change(settings)
  const issues = settingsSchema.safeParse(settings).error?.issues ?? []
  return issues.map(({ path, message }) => [path.join('.'), message])
}

test.each([
  ['ldaps://_ldap._tcp.example.test', undefined],
  ['ldap://_LDAP._TCP.Berlin._sites.dc._msdcs.example.test', undefined],
  ['ldaps://_ldap._tcp.example.test:636', 'Leave out the port'],
  ['ldaps://_ldap._tcp', 'write _ldap._tcp. before the domain'],
  ['ldaps://_ldap._tcp.dc._msdcs', 'write _ldap._tcp. before the domain'],
  ['ldaps://_kerberos._tcp.example.test', 'write _ldap._tcp. before the domain'],
])('DNS is asked for the servers of %s', (url, problem) => {
  const problems = problemsOf(({ connection }) => void (connection.urls = [url]))
  expect(problems).toEqual(
    problem === undefined ? [] : [['connection.urls.0', expect.stringContaining(problem)]],
  )
})

test.each([
  'ldap://dc1.example.test:3268',
  'ldaps://dc1.example.test:3269',
  'ldaps://_ldap._tcp.gc._msdcs.example.test',
])('the global catalog %s is only read, and not for groups', (url) => {
  const catalog = (change: Parameters<typeof problemsOf>[0]) =>
    problemsOf((settings) => {
      settings.connection.urls = ['ldap://127.0.0.1', url]
      change(settings)
    })
  const field = 'connection.urls.1'
  const pull = { direction: 'directory_to_accounts' } as const
  expect(catalog(() => undefined)).toEqual([[field, expect.stringContaining('cannot be written to')]])
  expect(catalog(({ policy }) => void Object.assign(policy, pull))).toEqual([
    [field, expect.stringContaining('lacks the members')],
  ])
  expect(
    catalog(({ policy, groups }) => {
      Object.assign(policy, pull)
      groups.bases = []
    }),
  ).toEqual([])
})
