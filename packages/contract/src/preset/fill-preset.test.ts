import { expect, test } from 'vitest'
import { defaultSettings } from '../default-settings.ts'
import { settingsSchema, type Settings } from '../settings.ts'
import { domainOfBindName } from './domain-of-bind-name.ts'
import { fillPreset } from './fill-preset.ts'
import { presets, type Preset } from './presets.ts'
import { suggestPreset } from './suggest-preset.ts'

const domain = 'DC=example,DC=test'
const preset = (id: Preset['id']) => {
  const found = presets.find((one) => one.id === id)
  if (found === undefined) throw new Error(id)
  return found
}
const settingsWith = (change: (settings: Settings) => void = () => undefined) => {
  const settings = defaultSettings()
  settings.connection.urls = ['ldaps://dc1.example.test']
  change(settings)
  return settings
}
const subtree = (dn: string) => ({ dn, scope: 'subtree' as const })
const remotes = (rules: readonly { local: string; remote: string }[]) =>
  rules.map(({ local, remote }) => `${local} ${remote}`)

test.each(presets.map(({ id }) => id))(
  '%s fills what can be saved, and filling twice is filling once',
  (id) => {
    const filled = fillPreset(preset(id), settingsWith(), domain)
    expect(settingsSchema.safeParse(filled).error).toBeUndefined()
    expect(fillPreset(preset(id), filled, domain)).toEqual(filled)
  },
)

test('Active Directory: classes, names, filters, rules, and the whole domain', () => {
  const { people, groups, mapping } = fillPreset(preset('active_directory'), settingsWith(), domain)
  expect(people).toMatchObject({
    objectClass: 'user',
    usernameAttribute: 'sAMAccountName',
    rdnAttribute: 'cn',
    bases: [subtree(domain)],
    newEntriesUnder: `CN=Users,${domain}`,
  })
  expect(groups).toMatchObject({
    objectClass: 'group',
    memberAttribute: 'member',
    bases: [subtree(domain)],
    newEntriesUnder: `CN=Users,${domain}`,
  })
  expect(remotes(mapping.people)).toContain('username sAMAccountName')
  expect(remotes(mapping.people)).toContain('department department')
  expect(remotes(mapping.groups)).toEqual(['name cn', 'description description', 'name sAMAccountName'])
  expect(remotes(mapping.matching)).toContain('username sAMAccountName')
})

test('another preset takes back what the first one added, and no rule of the admin', () => {
  const own = {
    ...defaultSettings().mapping.people[0],
    id: 'rule-1',
    local: 'department',
    remote: 'ou',
  } as const
  const before = settingsWith(({ mapping }) =>
    mapping.people.push(own as Settings['mapping']['people'][number]),
  )
  const there = fillPreset(preset('active_directory'), before, domain)
  expect(there.mapping.people.filter(({ local }) => local === 'department')).toEqual([own])
  const back = fillPreset(preset('openldap'), there, '')
  expect(back.mapping).toEqual(before.mapping)
  expect(back.people.extraFilter).toBe('')
  expect(back.groups.extraFilter).toBe('')
})

test('search bases within the domain stay, as do groups that are not synced', () => {
  const staff = subtree(`OU=Staff,${domain.toLowerCase()}`)
  const before = settingsWith(({ people, groups }) => {
    people.bases = [subtree('ou=users,dc=example,dc=org'), staff]
    people.newEntriesUnder = `OU=New,${domain}`
    groups.bases = []
  })
  const { people, groups } = fillPreset(preset('active_directory'), before, domain)
  expect(people.bases).toEqual([staff])
  expect(people.newEntriesUnder).toBe(`OU=New,${domain}`)
  expect(groups.bases).toEqual([])
})

test('without a domain search bases stay as they are', () => {
  const filled = fillPreset(preset('active_directory'), settingsWith(), '')
  expect(filled.people.bases).toEqual(defaultSettings().people.bases)
})

test('a filter of one’s own narrows what the preset finds', () => {
  const own = '(department=Sales)'
  const { people } = fillPreset(
    preset('active_directory'),
    settingsWith((settings) => void (settings.people.extraFilter = own)),
    domain,
  )
  expect(people.extraFilter).toBe(`(&${preset('active_directory').people.extraFilter}${own})`)
})

test.each([
  ['admin@example.test', domain],
  ['CN=admin,CN=Users,DC=example,DC=test', domain],
  ['uid=admin,cn=users,cn=accounts,dc=ipa,dc=test', 'dc=ipa,dc=test'],
  ['EXAMPLE\\admin', ''],
  ['cn=Directory Manager', ''],
  ['dc=example,dc=test,o=gateway', ''],
  ['admin@host', ''],
  ['', ''],
])('%s is of the domain “%s”', (name, expected) => {
  expect(domainOfBindName(name)).toBe(expected)
})

test('a preset is suggested to settings that cannot be meant for the server', () => {
  const samba = { kind: 'samba', activeDirectory: true, defaultNamingContext: domain } as const
  const suggested = (server: Parameters<typeof suggestPreset>[0], settings = settingsWith()) =>
    suggestPreset(server, settings)?.id
  expect(suggested(samba)).toBe('active_directory')
  expect(suggested(samba, fillPreset(preset('active_directory'), settingsWith(), domain))).toBeUndefined()
  expect(suggested(samba, fillPreset(preset('active_directory'), settingsWith(), ''))).toBe(
    'active_directory',
  )
  expect(suggested({ ...samba, kind: 'other' })).toBe('active_directory')
  expect(suggested({ ...samba, kind: 'freeipa', activeDirectory: false })).toBe('freeipa')
  expect(suggested({ kind: 'openldap', activeDirectory: false, defaultNamingContext: '' })).toBeUndefined()
})
