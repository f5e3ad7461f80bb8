import { defaultSettings, probeStepNames } from '@bindery/contract'
import { startSlapd, type Slapd } from '@bindery/testbed'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runProbe, states, type Change } from './test-probe.ts'
import { optionsFor } from './test-support.ts'

let slapd: Slapd
beforeAll(async () => {
  slapd = await startSlapd({ load: 'sample' })
})
afterAll(() => slapd.stop())
const run = (change: Change = {}) => runProbe(optionsFor(slapd, change.connection, change.more), change)

describe('S39 a test of good settings', () => {
  test('passes every step, each with its time, and shows a person without secrets', async () => {
    const steps = await run({ connection: { urls: [slapd.ldapsUrl], caBundle: slapd.caPem } })
    expect(states(steps)).toEqual({
      ...Object.fromEntries(probeStepNames.map((name) => [name, 'ok'])),
      dns: 'skipped',
      rights: 'skipped',
    })
    for (const step of steps.values()) expect(step.milliseconds).toBeGreaterThanOrEqual(0)
    const count = (await slapd.search(['(objectClass=inetOrgPerson)', 'dn'])).length
    expect(steps.get('people_search')?.summary).toBe(`${count} people match.`)
    const chain = steps.get('tls')?.certificates ?? []
    expect(chain[0]).toMatchObject({ names: ['IP Address:127.0.0.1', 'DNS:localhost'], daysLeft: 364 })
    expect(steps.get('bind')?.details).toEqual([{ label: 'Bound as', value: slapd.adminDn }])
    expect(steps.get('root_dse')?.summary).toBe('OpenLDAP; entries are known by entryUUID.')
    const sample = steps.get('sample_person')?.sample
    expect(sample?.mapped[0]?.values).toEqual(sample?.attributes.find(({ name }) => name === 'uid')?.values)
    expect(sample?.memberOf.length).toBeGreaterThan(0)
  })

  test('clear text on this machine is skipped, with the reason', async () => {
    expect((await run()).get('tls')).toMatchObject({
      state: 'skipped',
      summary: expect.stringContaining('this machine'),
    })
  })

  test('one address of two that does not work is a warning', async () => {
    const tcp = (await run({ connection: { urls: ['ldap://127.0.0.1:1', slapd.ldapUrl] } })).get('tcp')
    expect(tcp).toMatchObject({
      state: 'warning',
      error: { code: 'connection_refused', field: 'connection.urls.0' },
    })
  })

  test.each(['uid', 'entryDN', 'employeeNumber'])(
    'a stable id that can change is a warning: %s',
    async (stableIdAttribute) => {
      const steps = await run({ connection: { stableIdAttribute } })
      expect(steps.get('root_dse')).toMatchObject({
        state: 'warning',
        summary: expect.stringContaining(`known by ${stableIdAttribute}, which can change`) as string,
      })
    },
  )

  test('no group bases: their steps are skipped', async () => {
    const steps = await run({ groups: { bases: [] } })
    expect(states(steps)).toMatchObject({
      group_bases: 'skipped',
      group_search: 'skipped',
      sample_person: 'ok',
    })
  })

  test('a search that finds nobody is a warning, and there is nobody to show', async () => {
    const steps = await run({ people: { extraFilter: '(uid=nobody-at-all)' } })
    expect(steps.get('people_search')).toMatchObject({
      state: 'warning',
      error: { code: 'nothing_found', field: 'people.extraFilter' },
    })
    expect(steps.get('sample_person')?.state).toBe('skipped')
    const unfiltered = await run({ people: { objectClass: 'organizationalRole', extraFilter: '' } })
    expect(unfiltered.get('people_search')?.error?.field).toBe('people.objectClass')
  })
})

describe('the username attribute', () => {
  const { mapping } = defaultSettings()
  const usernameFrom = (remote: string) => ({
    people: mapping.people.map((rule) => (rule.local === 'username' ? { ...rule, remote } : rule)),
  })
  const sampleOf = async (change: Change) => (await run(change)).get('sample_person')
  const warning = (message: string) => ({
    state: 'warning',
    summary: message,
    error: { code: 'username_unclear', field: 'people.usernameAttribute', message },
    sample: { skipReason: null },
  })

  test('is warned of where the mapping takes usernames from another', async () => {
    expect(await sampleOf({ people: { usernameAttribute: 'mail' } })).toMatchObject(
      warning('The username attribute is mail, but the mapping takes usernames from uid'),
    )
  })

  test('is warned of where the person shown has no value of it', async () => {
    const people = { usernameAttribute: 'carLicense' }
    const sample = await sampleOf({ people, mapping: usernameFrom('carLicense') })
    expect(sample).toMatchObject(
      warning(`${sample?.sample?.dn} has no carLicense, which is the username attribute`),
    )
  })

  test('may be written in another case, by another of its names, and beside usernames that are made of several', async () => {
    for (const remote of ['UID', 'userid', '{givenName}.{sn}'])
      expect([remote, (await sampleOf({ mapping: usernameFrom(remote) }))?.state]).toEqual([remote, 'ok'])
  })
})

describe('a server without the memberof overlay', () => {
  const person = `dn: uid=ada,ou=users,dc=example,dc=org
objectClass: inetOrgPerson
uid: ada
cn: ada
sn: Tester

`
  test('keeps no membership on people: the usual attribute for it is no mistake, a mistyped one is', async () => {
    const plain = await startSlapd({ memberOf: false })
    try {
      await plain.modify(person)
      const known = JSON.stringify(await plain.search(['-b', 'cn=Subschema', '-s', 'base', 'attributeTypes']))
      expect([known.includes('employeeNumber'), known.includes('memberOf')]).toEqual([true, false])
      const steps = await runProbe(optionsFor(plain), {})
      expect(states(steps)).toMatchObject({ people_search: 'ok', sample_person: 'ok' })
      const none = await runProbe(optionsFor(plain), { people: { memberOfAttribute: '' } })
      expect(states(none)).toMatchObject({ people_search: 'ok', sample_person: 'ok' })
      const mistyped = await runProbe(optionsFor(plain), { people: { memberOfAttribute: 'memberOff' } })
      expect(mistyped.get('people_search')).toMatchObject({
        state: 'failed',
        error: { field: 'people.memberOfAttribute' },
      })
    } finally {
      await plain.stop()
    }
  })
})
