import {
  accountStates,
  defaultSettings,
  fillPreset,
  presets,
  suggestPreset,
  type Preset,
  type ProbeStep,
} from '@bindery/contract'
import { startSamba, type Samba } from '@bindery/testbed'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runProbe, states, type Change } from './test-probe.ts'
import { optionsFor } from './test-support.ts'

const [activeDirectory] = presets.filter(({ id }) => id === 'active_directory') as [Preset]
const subtree = (dn: string) => ({ dn, scope: 'subtree' as const })

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('S39 a test against a domain controller', () => {
  let samba: Samba
  beforeAll(async () => {
    samba = await startSamba({ load: 'sample' })
  })
  afterAll(() => samba?.stop())
  const run = (change: Change = {}) =>
    runProbe(
      optionsFor(
        { ...samba, ldapUrl: samba.ldapsUrl },
        { caBundle: samba.caPem, ...change.connection },
        change.more,
      ),
      change,
    )
  const domainOf = (steps: Map<string, ProbeStep>) => steps.get('root_dse')?.server

  test('stops at the defaults, but tells by then what server it is, and its preset passes', async () => {
    const first = await run()
    expect(first.get('people_bases')).toMatchObject({ state: 'failed', error: { code: 'base_not_found' } })
    const server = domainOf(first)
    expect(server).toEqual({ kind: 'samba', activeDirectory: true, defaultNamingContext: samba.suffix })
    const details = first.get('root_dse')?.details
    expect(details).toContainEqual({ label: 'Functional level', value: 'Windows Server 2008 R2' })
    expect(details).toContainEqual({ label: 'Active Directory', value: 'yes' })
    if (server === undefined) throw new Error('no server')
    const preset = suggestPreset(server, defaultSettings())
    expect(preset).toBe(activeDirectory)
    const filled = fillPreset(activeDirectory, defaultSettings(), server.defaultNamingContext)
    const { people: wanted, groups, mapping } = filled
    const passed = await run({ people: wanted, groups, mapping })
    expect([...new Set(Object.values(states(passed)))]).toEqual(['skipped', 'ok'])
    // Neither computers nor what the domain itself needs; the bind account of the domain is a person to it.
    const people = (await samba.search(['(sAMAccountType=805306368)', 'isCriticalSystemObject'])).filter(
      ({ attributes }) => attributes['isCriticalSystemObject'] === undefined,
    )
    expect(passed.get('people_search')?.summary).toBe(`${people.length} people match.`)
  })

  const settings = fillPreset(activeDirectory, defaultSettings(), 'DC=example,DC=test')
  const inUnits: Change = {
    mapping: settings.mapping,
    people: { ...settings.people, bases: [subtree('OU=users,DC=example,DC=test')], newEntriesUnder: '' },
    groups: { ...settings.groups, bases: [subtree('OU=groups,DC=example,DC=test')], newEntriesUnder: '' },
    pushed: { people: ['sAMAccountName', 'title', 'MOBILE'], groups: ['cn', 'description'] },
  }
  const rightsOf = async (bindDn: string, bindPassword: string, change: Change = inUnits) =>
    (await run({ ...change, connection: { bindDn }, more: { bindPassword } })).get('rights')
  const asService = (change?: Change) => rightsOf(samba.serviceName, samba.servicePassword, change)

  test('an administrator may write it all, and so may the bind account of the docs', async () => {
    const rights = await rightsOf(samba.adminDn, samba.adminPassword)
    expect(rights).toMatchObject({ state: 'ok', error: null })
    expect(
      rights?.details.map(({ label, value }) => `${label} ${value.replace(/CN=.*?,OU.*/, '…')}`),
    ).toEqual([
      'May change sAMAccountName, title, MOBILE of …',
      'May change member, cn, description of …',
      `May create user below ${samba.usersBase}`,
      `May create group below ${samba.groupsBase}`,
    ])
    expect(await asService()).toMatchObject({ state: 'ok', details: rights?.details })
  })

  test('what the account may not create is told at the field that says where', async () => {
    const newEntriesUnder = `CN=Users,${samba.suffix}`
    const elsewhere = { ...inUnits, people: { ...inUnits.people, newEntriesUnder } }
    expect(await asService(elsewhere)).toMatchObject({
      state: 'warning',
      summary: `The bind account may not create user below ${newEntriesUnder}`,
      error: { code: 'insufficient_access', field: 'people.newEntriesUnder' },
    })
    const nowhere = { ...inUnits, groups: { ...inUnits.groups, newEntriesUnder: `OU=none,${samba.suffix}` } }
    expect(await asService(nowhere)).toMatchObject({
      state: 'warning',
      error: { code: 'base_not_found', field: 'groups.newEntriesUnder' },
    })
    const away = { goneFromAccounts: 'move', moveGoneTo: newEntriesUnder } as const
    expect(await asService({ ...inUnits, policy: away })).toMatchObject({
      error: { field: 'policy.moveGoneTo' },
    })
  })

  test('an account that only reads: what it may not write is named; of itself it may write some', async () => {
    const password = 'Reader-of-books-1'
    const dn = `CN=reader,${samba.usersBase}`
    const quoted = Buffer.from(`"${password}"`, 'utf16le').toString('base64')
    await samba.modify(
      `dn: ${dn}\nobjectClass: user\nsAMAccountName: reader\nunicodePwd:: ${quoted}\nuserAccountControl: 512\n\n`,
    )
    const rights = await rightsOf(dn, password)
    expect(rights).toMatchObject({
      state: 'warning',
      error: { code: 'insufficient_access', field: 'connection.bindDn' },
    })
    expect(rights?.details.map(({ label }) => label)).toEqual([
      'May not change',
      'May not change',
      'May not create',
      'May not create',
    ])
    expect(rights?.summary).toMatch(
      /may not change sAMAccountName, title, MOBILE of CN=.*; nor change member, cn/,
    )
    const alone = { ...inUnits, people: { ...inUnits.people, extraFilter: '(sAMAccountName=reader)' } }
    const own = await rightsOf(dn, password, alone)
    expect(own?.details.slice(0, 2)).toEqual([
      { label: 'May change', value: `MOBILE of ${dn}` },
      { label: 'May not change', value: `sAMAccountName, title of ${dn}` },
    ])
    const reading = await rightsOf(dn, password, {
      ...inUnits,
      policy: { direction: 'directory_to_accounts' },
    })
    expect(reading).toMatchObject({ state: 'skipped', summary: expect.stringContaining('accounts only') })
  })

  test('a sample person comes with what Active Directory only works out when asked: locked or not', async () => {
    await samba.modify(
      `dn: CN=gone\\, \\#1,${samba.usersBase}\nobjectClass: user\nsAMAccountName: gone\naccountExpires: 130000000000000000\n\n`,
    )
    const change = { ...inUnits, people: { ...inUnits.people, extraFilter: '(sAMAccountName=gone)' } }
    const sample = (await run(change)).get('sample_person')?.sample
    expect(sample?.dn).toBe(`CN=gone\\, \\#1,${samba.usersBase}`)
    const valueOf = (wanted: string) => sample?.attributes.find(({ name }) => name === wanted)?.values[0]
    expect(accountStates(valueOf, new Date())).toEqual(['disabled', 'expired', 'must_change_password'])
    expect(valueOf('msDS-User-Account-Control-Computed')).toMatch(/^\d+$/)
    expect(valueOf('objectSid')).toMatch(/^S-1-5-21-/)
    expect(valueOf('objectGUID')).toBe(sample?.stableId)
    expect(valueOf('cn')).toBe('gone, #1')
  })
})
