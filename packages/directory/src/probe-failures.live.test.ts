import { defaultSettings, probeStepNames } from '@bindery/contract'
import { foreignAuthorityPem, startFakeServer, startSlapd, type Slapd } from '@bindery/testbed'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runProbe, type Change } from './test-probe.ts'
import { optionsFor, optionsForUrl } from './test-support.ts'

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
})
afterAll(() => Promise.all([slapd, expired, misnamed].map((server) => server.stop())))

const base = (dn: string) => ({ dn, scope: 'subtree' as const })
const run = (change: Change = {}, server: Slapd = slapd) =>
  runProbe(optionsFor(server, change.connection, change.more), change)

describe('S39 the first failure stops the test and names field, raw code and fix', () => {
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
      'a mistyped membership attribute',
      () => ({ people: { memberOfAttribute: 'memberOff' } }),
      'people_search',
      'undefined_attribute',
      'people.memberOfAttribute',
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
    const starttls = await runProbe(optionsForUrl(fake.url, { startTls: true }), {})
    expect(starttls.get('tls')).toMatchObject({
      state: 'failed',
      error: { code: 'starttls_refused', raw: '2 protocolError' },
    })
    await fake.stop()
    const unpaged = await startFakeServer({ rootDse: { supportedControl: [] } })
    const paging = await runProbe(optionsForUrl(unpaged.url), {})
    expect(paging.get('paging')).toMatchObject({ state: 'failed', error: { code: 'paging_unsupported' } })
    await unpaged.stop()
  })

  test.each([false, true])('ldap:// to a port for ldaps says so (StartTLS %s)', async (startTls) => {
    const urls = [slapd.ldapsUrl.replace('ldaps:', 'ldap:')]
    const steps = await run({ connection: { urls, startTls } })
    expect(steps.get(startTls ? 'tls' : 'bind')).toMatchObject({
      state: 'failed',
      error: { code: 'connection_lost', fix: expect.stringContaining('may expect ldaps://') },
    })
  })

  test('neither a bind DN nor a client certificate', async () => {
    const steps = await run({ connection: { bindDn: '' } })
    expect(steps.get('bind')).toMatchObject({
      state: 'failed',
      error: { message: 'There is no bind DN', fix: expect.stringContaining('client certificate') },
    })
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
