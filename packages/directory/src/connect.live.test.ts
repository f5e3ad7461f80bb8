import {
  startFakeServer,
  startFaultProxy,
  startSlapd,
  foreignAuthorityPem,
  type Slapd,
} from '@bindery/testbed'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Settings } from '@bindery/contract'
import { DirectoryError } from './directory-error.ts'
import { failedChecks, optionsFor, optionsForUrl, readAll, withSession } from './test-support.ts'
import type { ConnectOptions } from './types.ts'

let slapd: Slapd
let strict: Slapd
let expired: Slapd
let misnamed: Slapd
let foreignCa = ''

beforeAll(async () => {
  ;[slapd, strict, expired, misnamed, foreignCa] = await Promise.all([
    startSlapd(),
    startSlapd({ requireClientCertificate: true }),
    startSlapd({ certificate: 'expired' }),
    startSlapd({ certificate: 'misnamed' }),
    foreignAuthorityPem(),
  ])
})
afterAll(() => Promise.all([slapd, strict, expired, misnamed].map((server) => server.stop())))

const boundAs = (options: ConnectOptions) => withSession(options, async ({ server }) => server.boundAs)

async function problemOf(options: ConnectOptions) {
  const error: unknown = await boundAs(options).catch((reason: unknown) => reason)
  if (!(error instanceof DirectoryError)) throw new Error('no DirectoryError', { cause: error })
  return error.problem
}

describe('connects', () => {
  test.each<[string, () => Partial<Settings['connection']>]>([
    ['plain', () => ({})],
    ['StartTLS', () => ({ startTls: true, caBundle: slapd.caPem })],
    ['ldaps', () => ({ urls: [slapd.ldapsUrl], caBundle: slapd.caPem })],
    ['ldaps unverified', () => ({ urls: [slapd.ldapsUrl], verifyTls: false })],
  ])('%s', async (_, connection) => {
    expect(await boundAs(optionsFor(slapd, connection()))).toBe(slapd.adminDn)
  })

  test('by a pinned fingerprint alone, even of an expired certificate, and by no other', async () => {
    const shown = await problemOf(
      optionsFor(expired, { urls: [expired.ldapsUrl], pinnedCertificate: '00'.repeat(32) }),
    )
    expect(shown).toMatchObject({ code: 'tls_untrusted', field: 'connection.pinnedCertificate' })
    const pinnedCertificate = shown.raw.replace('SHA-256 ', '')
    expect(await boundAs(optionsFor(expired, { urls: [expired.ldapsUrl], pinnedCertificate }))).toBe(
      expired.adminDn,
    )
    expect(
      await problemOf(
        optionsFor(slapd, { urls: [slapd.ldapsUrl], caBundle: slapd.caPem, pinnedCertificate }),
      ),
    ).toMatchObject({ code: 'tls_untrusted' })
  })

  test('with a client certificate, as the one it names', async () => {
    const connection = { urls: [strict.ldapsUrl], caBundle: strict.caPem, bindDn: '' }
    const withOwn = { ...connection, clientCertificate: strict.clientCertificatePem }
    const identity = await boundAs(
      optionsFor(strict, withOwn, { clientKey: strict.clientKeyPem, bindPassword: '' }),
    )
    expect(identity).toBe('cn=bindery')
    expect(await problemOf(optionsFor(strict, { ...connection, bindDn: strict.adminDn }))).toMatchObject({
      code: 'tls_failed',
      field: 'connection.clientCertificate',
    })
  })

  test('to the next address when the first refuses, hangs up or is not trusted', async () => {
    const urls = ['ldap://127.0.0.1:1', expired.ldapsUrl, slapd.ldapsUrl]
    const server = await withSession(
      optionsFor(slapd, { urls, caBundle: slapd.caPem }),
      async (session) => session.server,
    )
    expect(server.url).toBe(slapd.ldapsUrl)
  })

  test.each([
    [51, 'busy'],
    [53, 'bind_refused'],
  ])('to the next address when the bind answers %i', async (code, alone) => {
    const fake = await startFakeServer({ bind: () => code })
    const urls = [fake.url, slapd.ldapUrl]
    expect(await problemOf(optionsFor(slapd, { urls: [fake.url] }))).toMatchObject({ code: alone })
    expect(await withSession(optionsFor(slapd, { urls }), async ({ server }) => server.url)).toBe(
      slapd.ldapUrl,
    )
    await fake.stop()
  })

  test('not to the next address after a wrong password', async () => {
    const fake = await startFakeServer()
    const urls = [slapd.ldapUrl, fake.url]
    expect(await problemOf(optionsFor(slapd, { urls }, { bindPassword: 'wrong' }))).toMatchObject({
      code: 'bind_invalid_credentials',
    })
    expect(fake.requests).toEqual([])
    await fake.stop()
  })
})

describe('bad input is a problem of its own code', () => {
  const cases: [string, string, () => ConnectOptions][] = [
    ['not an address', 'invalid_url', () => optionsFor(slapd, { urls: ['http://127.0.0.1'] })],
    ['an unknown host', 'dns_not_found', () => optionsFor(slapd, { urls: ['ldap://no-such-host.invalid'] })],
    ['a closed port', 'connection_refused', () => optionsFor(slapd, { urls: ['ldap://127.0.0.1:1'] })],
    ['another CA', 'tls_untrusted', () => optionsFor(slapd, { urls: [slapd.ldapsUrl], caBundle: foreignCa })],
    ['no CA', 'tls_untrusted', () => optionsFor(slapd, { urls: [slapd.ldapsUrl] })],
    ['no CA by StartTLS', 'tls_untrusted', () => optionsFor(slapd, { startTls: true })],
    ['a CA that is none', 'tls_bad_ca', () => optionsFor(slapd, { urls: [slapd.ldapsUrl], caBundle: 'x' })],
    [
      'an expired certificate',
      'tls_expired',
      () => optionsFor(expired, { urls: [expired.ldapsUrl], caBundle: expired.caPem }),
    ],
    [
      'a misnamed certificate',
      'tls_wrong_name',
      () => optionsFor(misnamed, { urls: [misnamed.ldapsUrl], caBundle: misnamed.caPem }),
    ],
    [
      'a misnamed certificate by StartTLS',
      'tls_wrong_name',
      () => optionsFor(misnamed, { startTls: true, caBundle: misnamed.caPem }),
    ],
    [
      'a client certificate without its key',
      'tls_bad_client_certificate',
      () => optionsFor(slapd, { urls: [slapd.ldapsUrl], clientCertificate: slapd.clientCertificatePem }),
    ],
    [
      'TLS to a plain port',
      'tls_failed',
      () => optionsFor(slapd, { urls: [slapd.ldapUrl.replace('ldap:', 'ldaps:')], verifyTls: false }),
    ],
    ['a wrong password', 'bind_invalid_credentials', () => optionsFor(slapd, {}, { bindPassword: 'wrong' })],
    ['a bind DN that is none', 'bind_refused', () => optionsFor(slapd, { bindDn: 'not a dn' })],
  ]
  test.each(cases)('%s: %s', async (_, code, options) => {
    expect((await problemOf(options())).code).toBe(code)
  })

  test('StartTLS that is refused never goes on in clear', async () => {
    const fake = await startFakeServer()
    expect((await problemOf(optionsForUrl(fake.url, { startTls: true }))).code).toBe('starttls_refused')
    expect(fake.requests.some(({ kind }) => kind === 'bind')).toBe(false)
    await fake.stop()
  })

  test('S41 an empty password is refused before anything is sent', async () => {
    const fake = await startFakeServer()
    const options = { ...optionsForUrl(fake.url), bindPassword: '' }
    expect(await problemOf(options)).toMatchObject({
      code: 'bind_password_empty',
      field: 'connection.bindPassword',
    })
    expect(fake.requests).toEqual([])
    await fake.stop()
  })

  test('the server’s own words are in the raw text', async () => {
    expect((await problemOf(optionsFor(slapd, { bindDn: 'not a dn' }))).raw).toBe(
      '34 invalidDNSyntax: invalid DN',
    )
  })
})

describe('ends', () => {
  test('a server that hangs: in the connect timeout, the operation timeout or at once when aborted', async () => {
    const proxy = await startFaultProxy(slapd.ldapUrl)
    proxy.stallAfter(0)
    const stalled = (more: Partial<Settings['connection']>) =>
      optionsFor(slapd, { urls: [proxy.url], ...more })
    const began = performance.now()
    expect((await problemOf(stalled({ operationTimeoutSeconds: 1 }))).code).toBe('operation_timeout')
    expect((await problemOf(stalled({ connectTimeoutSeconds: 1, startTls: true }))).code).toBe(
      'operation_timeout',
    )
    const abort = new AbortController()
    const waiting = problemOf({ ...stalled({}), signal: abort.signal })
    abort.abort()
    expect((await waiting).code).toBe('cancelled')
    expect(performance.now() - began).toBeLessThan(8_000)
    await proxy.stop()
  })

  test('an abort destroys the connection in the middle of a read', async () => {
    const abort = new AbortController()
    const options = optionsFor(slapd, { pageSize: 1 }, { signal: abort.signal })
    await withSession(options, async (session) => {
      const request = {
        bases: [{ dn: slapd.suffix, scope: 'subtree' as const }],
        filter: '(objectClass=*)',
        attributes: [],
      }
      const items = session.read(request)[Symbol.asyncIterator]()
      expect((await items.next()).done).toBe(false)
      abort.abort()
      const rest = []
      for (let item = await items.next(); item.done !== true; item = await items.next()) rest.push(item.value)
      const last = rest.at(-1)
      expect(last && 'proof' in last ? last.proof.error?.code : undefined).toBe('cancelled')
    })
  })

  test('a lost connection is never made again, not even in clear after StartTLS', async () => {
    const proxy = await startFaultProxy(slapd.ldapUrl)
    await withSession(
      optionsFor(slapd, { urls: [proxy.url], startTls: true, caBundle: slapd.caPem }),
      async (session) => {
        await proxy.stop()
        const request = {
          bases: [{ dn: slapd.suffix, scope: 'subtree' as const }],
          filter: '(objectClass=*)',
          attributes: [],
        }
        const { proof } = await readAll(session, request)
        expect(failedChecks(proof)).toContain('same_server')
        await expect(session.lookUp(['x'], [])).rejects.toThrow(DirectoryError)
        expect(proxy.connections()).toBe(1)
      },
    )
  })
})
