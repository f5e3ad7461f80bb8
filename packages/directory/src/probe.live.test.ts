import {
  defaultSettings,
  probeStepNames,
  probeStepSchema,
  type ProbeStep,
  type Settings,
} from '@bindery/contract'
import { foreignAuthorityPem, startFakeServer, startSlapd, type Slapd } from '@bindery/testbed'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { findSample } from './probe/find-sample.ts'
import { probe } from './probe/probe.ts'
import { optionsFor, optionsForUrl } from './test-support.ts'
import type { ConnectOptions, Entry } from './types.ts'

let slapd: Slapd
let expired: Slapd
let misnamed: Slapd
let foreignCa = ''

beforeAll(async () => {
  ;[slapd, expired, misnamed, foreignCa] = await Promise.all([
    startSlapd({ load: 'sample' }),
    startSlapd({ certificate: 'expired' }),
    startSlapd({ certificate: 'misnamed' }),
    foreignAuthorityPem(),
  ])
  await slapd.modify(
    `dn: uid=aa.secret,${slapd.usersBase}\nobjectClass: inetOrgPerson\nuid: aa.secret\ncn: Secret\nsn: S\nuserPassword: hidden\n`,
  )
})
afterAll(() => Promise.all([slapd, expired, misnamed].map((server) => server.stop())))

interface Change {
  connection?: Partial<Settings['connection']>
  people?: Partial<Settings['people']>
  groups?: Partial<Settings['groups']>
  mapping?: Partial<Settings['mapping']>
  more?: Partial<ConnectOptions>
}

/** Runs a test and gives the last state of each step; `server` lends address and credentials. */
async function run(change: Change = {}, server: Slapd = slapd): Promise<Map<string, ProbeStep>> {
  const options = optionsFor(server, change.connection, change.more)
  return collect(options, change)
}

async function collect(options: ConnectOptions, change: Change): Promise<Map<string, ProbeStep>> {
  const usual = defaultSettings()
  const settings: Settings = {
    ...usual,
    connection: options.connection,
    people: { ...usual.people, ...change.people },
    groups: { ...usual.groups, ...change.groups },
    mapping: { ...usual.mapping, ...change.mapping },
  }
  const describeSample = (entry: Entry) => ({
    mapped: [{ local: 'username', values: [...(entry.attributes.get('uid') ?? [])], problem: null }],
    skipReason: null,
  })
  const last = new Map<string, ProbeStep>()
  for await (const step of probe({ ...options, settings, describeSample })) {
    expect(probeStepSchema.parse(step)).toEqual(step)
    last.set(step.name, step)
  }
  expect([...last.keys()]).toEqual(probeStepNames)
  return last
}
const states = (steps: Map<string, ProbeStep>) =>
  Object.fromEntries([...steps].map(([name, { state }]) => [name, state]))

describe('S39 a test of good settings', () => {
  test('passes every step, each with its time, and shows a person without secrets', async () => {
    const steps = await run({ connection: { urls: [slapd.ldapsUrl], caBundle: slapd.caPem } })
    expect(states(steps)).toEqual({
      ...Object.fromEntries(probeStepNames.map((name) => [name, 'ok'])),
      dns: 'skipped',
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
    expect(steps.get('people_search')).toMatchObject({ state: 'warning', error: { code: 'nothing_found' } })
    expect(steps.get('sample_person')?.state).toBe('skipped')
  })
})

describe('S39 the first failure stops the test and names field, raw code and fix', () => {
  const base = (dn: string) => ({ dn, scope: 'subtree' as const })
  const [rule] = defaultSettings().mapping.people
  const cases: [string, () => Change, string, string, string][] = [
    ['a wrong URL', () => ({ connection: { urls: ['ftp://x'] } }), 'dns', 'invalid_url', 'connection.urls.0'],
    [
      'an unknown host',
      () => ({ connection: { urls: ['ldap://no.invalid'] } }),
      'dns',
      'dns_not_found',
      'connection.urls.0',
    ],
    [
      'a refused port',
      () => ({ connection: { urls: ['ldap://127.0.0.1:1'] } }),
      'tcp',
      'connection_refused',
      'connection.urls.0',
    ],
    [
      'a wrong CA',
      () => ({ connection: { urls: [slapd.ldapsUrl], caBundle: foreignCa } }),
      'tls',
      'tls_untrusted',
      'connection.caBundle',
    ],
    [
      'a CA that is none',
      () => ({ connection: { urls: [slapd.ldapsUrl], caBundle: 'x' } }),
      'tls',
      'tls_bad_ca',
      'connection.caBundle',
    ],
    [
      'a wrong password',
      () => ({ more: { bindPassword: 'wrong' } }),
      'bind',
      'bind_invalid_credentials',
      'connection.bindPassword',
    ],
    [
      'S41 an empty password',
      () => ({ more: { bindPassword: '' } }),
      'bind',
      'bind_password_empty',
      'connection.bindPassword',
    ],
    [
      'S02 a missing base',
      () => ({ people: { bases: [base(slapd.usersBase), base('ou=x,dc=example,dc=org')] } }),
      'people_bases',
      'base_not_found',
      'people.bases.1',
    ],
    [
      'a bad base',
      () => ({ people: { bases: [base('x')] } }),
      'people_bases',
      'base_invalid',
      'people.bases.0',
    ],
    [
      'an unknown class',
      () => ({ people: { objectClass: 'humanBeing' } }),
      'people_search',
      'undefined_attribute',
      'people.objectClass',
    ],
    [
      'an unknown username attribute',
      () => ({ people: { usernameAttribute: 'nick' } }),
      'people_search',
      'undefined_attribute',
      'people.usernameAttribute',
    ],
    [
      'an unknown attribute in a filter',
      () => ({ people: { extraFilter: '(|(uid=a)(!(shoeSize=4)))' } }),
      'people_search',
      'undefined_attribute',
      'people.extraFilter',
    ],
    [
      'a bad filter',
      () => ({ people: { extraFilter: '(uid=' } }),
      'people_search',
      'filter_invalid',
      'people.extraFilter',
    ],
    [
      'an unknown mapped attribute',
      () => ({
        mapping: {
          people:
            rule === undefined
              ? []
              : [rule, { ...rule, id: 'x', direction: 'pull', remote: '{givenName} {surnam}' }],
        },
      }),
      'people_search',
      'undefined_attribute',
      'mapping.people.1.remote',
    ],
    [
      'a missing group base',
      () => ({ groups: { bases: [base('ou=x,dc=example,dc=org')] } }),
      'group_bases',
      'base_not_found',
      'groups.bases.0',
    ],
    [
      'an unknown member attribute',
      () => ({ groups: { memberAttribute: 'inhabitant' } }),
      'group_search',
      'undefined_attribute',
      'groups.memberAttribute',
    ],
  ]
  test.each(cases)('%s', async (_, change, name, code, field) => {
    const steps = await run(change())
    const failed = steps.get(name)
    expect(failed).toMatchObject({ state: 'failed', error: { code, field } })
    expect([failed?.error?.fix, failed?.error?.message]).not.toContain('')
    const after = [...steps.values()].slice(probeStepNames.findIndex((one) => one === name) + 1)
    expect(after.every(({ state }) => state === 'not_reached')).toBe(true)
  })

  test.each([
    ['tls_expired', () => expired, -2],
    ['tls_wrong_name', () => misnamed, 364],
  ])(
    '%s, and the certificate is shown all the same, so that it can be trusted',
    async (code, server, daysLeft) => {
      const connection = { urls: [server().ldapsUrl], caBundle: server().caPem }
      const tls = (await run({ connection }, server())).get('tls')
      expect(tls).toMatchObject({ state: 'failed', error: { code }, certificates: [{ daysLeft }, {}] })
      const pinnedCertificate = tls?.certificates?.[0]?.fingerprint ?? ''
      const trusted = await run({ connection: { ...connection, caBundle: '', pinnedCertificate } }, server())
      expect(trusted.get('bind')?.state).toBe('ok')
      const caBundle = tls?.certificates?.[1]?.pem ?? ''
      expect(caBundle.trim()).toBe(server().caPem.trim())
    },
  )

  test('a server that refuses StartTLS, and one that does not page', async () => {
    const fake = await startFakeServer()
    const starttls = await collect(optionsForUrl(fake.url, { startTls: true }), {})
    expect(starttls.get('tls')).toMatchObject({
      state: 'failed',
      error: { code: 'starttls_refused', raw: '2 protocolError' },
    })
    await fake.stop()
    const unpaged = await startFakeServer({ rootDse: { supportedControl: [] } })
    const paging = await collect(optionsForUrl(unpaged.url), {})
    expect(paging.get('paging')).toMatchObject({ state: 'failed', error: { code: 'paging_unsupported' } })
    await unpaged.stop()
  })

  test('a server that hangs, in its time', async () => {
    slapd.pause()
    try {
      const steps = await run({ connection: { operationTimeoutSeconds: 1, connectTimeoutSeconds: 1 } })
      expect(steps.get('bind')).toMatchObject({ state: 'failed', error: { code: 'operation_timeout' } })
    } finally {
      slapd.resume()
    }
  })

  test('an abort', async () => {
    const steps = await run({ more: { signal: AbortSignal.abort() } })
    expect(steps.get('tcp')).toMatchObject({ state: 'failed', error: { code: 'cancelled' } })
  })
})

describe('a sample person', () => {
  const find = async (text: string) => {
    const session = await openDirectory(optionsFor(slapd))
    try {
      return await findSample(
        session,
        { ...defaultSettings(), connection: optionsFor(slapd).connection },
        text,
      )
    } finally {
      await session.close()
    }
  }

  test.each(['john.doe', 'JOHN.D', 'Doe, John', 'john.doe@example.org'])('is found by %s', async (text) => {
    expect((await find(text))?.attributes.get('uid')).toEqual(['john.doe'])
  })

  test('is found by DN, written in another way', async () => {
    const dn = (await find('john.doe'))?.dn ?? ''
    expect(dn).toContain('\\')
    expect((await find(dn.toUpperCase()))?.dn).toBe(dn)
    expect(await find('uid=nobody,dc=example,dc=org')).toBe(null)
  })

  test('is the first of all for an empty text', async () => {
    expect((await find(''))?.attributes.get('objectclass')).toContain('inetOrgPerson')
  })

  test('never has secrets', async () => {
    const entry = await find('aa.secret')
    expect([...(entry?.attributes.keys() ?? [])]).toContain('sn')
    expect([...(entry?.attributes.keys() ?? [])]).not.toContain('userpassword')
  })

  test.each(['*', '*)(uid=*', ')(|(uid=*', '\0', '\\', '=', 'x=*,dc=example,dc=org'])(
    'S41 %j injects nothing',
    async (text) => {
      expect(await find(text)).toBe(null)
    },
  )
})
