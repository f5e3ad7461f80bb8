import { startFakeDns, startSamba, startSlapd, type FakeDns, type Samba, type Slapd } from '@bindery/testbed'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { runProbe } from './test-probe.ts'
import { optionsFor, withSession } from './test-support.ts'

// The certificates of these servers are for the name `localhost`, so that is the domain; its hosts are as DNS says.
const service = '_ldap._tcp.dc._msdcs.localhost'
let slapd: Slapd
let other: Slapd
let dns: FakeDns

beforeAll(async () => {
  ;[slapd, other, dns] = await Promise.all([startSlapd(), startSlapd(), startFakeDns({})])
})
afterAll(() => Promise.all([slapd, other, dns].map((server) => server?.stop())))
const portOf = (url: string) => Number(new URL(url).port)
const hosts = { localhost: '127.0.0.1', 'dc1.localhost': '127.0.0.1', 'dc2.localhost': '127.0.0.1' }
type Service = NonNullable<NonNullable<Parameters<FakeDns['serve']>[0]>['services']>[string][number]
const serve = (...services: Service[]) => dns.serve({ services: { [service]: services }, hosts })
afterEach(() => serve())

const options = (url = `ldap://${service}`, connection: Parameters<typeof optionsFor>[1] = {}) =>
  optionsFor(
    slapd,
    { urls: [url], connectTimeoutSeconds: 2, caBundle: slapd.caPem, ...connection },
    { dnsServers: [dns.address] },
  )
const servedBy = (...args: Parameters<typeof options>) =>
  withSession(options(...args), ({ server }) => Promise.resolve(server.url))
const first = () => ({ target: 'dc1.localhost', port: portOf(slapd.ldapUrl), priority: 0, weight: 1 })
const second = () => ({ target: 'dc2.localhost', port: portOf(other.ldapUrl), priority: 10, weight: 99 })
const dead = { target: 'dc1.localhost', port: 1, priority: 0 }
const urlOf = ({ target, port }: Service) => `ldap://${target}:${port}`

describe('servers that DNS names', () => {
  test('are tried by priority, and those that are dead passed over', async () => {
    serve(second(), first())
    expect(await servedBy()).toBe(urlOf(first()))
    serve(second(), dead)
    expect(await servedBy()).toBe(urlOf(second()))
  })

  test('are looked up again at every connect', async () => {
    serve(first())
    expect(await servedBy()).toBe(urlOf(first()))
    serve({ ...first(), port: portOf(other.ldapUrl) })
    expect(await servedBy()).toBe(urlOf({ ...first(), port: portOf(other.ldapUrl) }))
    const own = await openDirectory(options())
    serve(dead)
    // A session stays with its server whatever DNS says.
    expect((await own.schema()).attribute('cn')).toBeDefined()
    await own.close()
  })

  test('take their turn among other addresses, also when DNS does not know them', async () => {
    expect(await servedBy(undefined, { urls: [`ldap://${service}`, slapd.ldapUrl] })).toBe(slapd.ldapUrl)
  })

  test('that are all dead are each told', async () => {
    serve(dead, { ...dead, target: 'dc2.localhost', port: 2, priority: 1 })
    await expect(openDirectory(options())).rejects.toMatchObject({
      problem: {
        code: 'connection_refused',
        field: 'connection.urls.0',
        raw: expect.stringMatching(/ldap:\/\/dc1\.localhost:1: .*; ldap:\/\/dc2\.localhost:2: /) as string,
      },
    })
  })

  test('must be of the domain: no other is sent anything', async () => {
    const stranger = { ...first(), target: 'dc.notlocalhost' }
    dns.serve({ services: { [service]: [stranger] }, hosts: { 'dc.notlocalhost': '127.0.0.1' } })
    await expect(openDirectory(options())).rejects.toMatchObject({
      problem: {
        code: 'service_not_found',
        message: 'DNS names only servers that are not of localhost',
        raw: 'dc.notlocalhost',
      },
    })
    serve(stranger, second())
    expect(await servedBy()).toBe(urlOf(second()))
  })

  test('must show a certificate of their own name', async () => {
    const port = portOf(slapd.ldapsUrl)
    serve({ target: 'localhost', port })
    expect(await servedBy(`ldaps://${service}`)).toBe(`ldaps://localhost:${port}`)
    serve({ target: 'dc1.localhost', port })
    await expect(openDirectory(options(`ldaps://${service}`))).rejects.toMatchObject({
      problem: { code: 'tls_wrong_name' },
    })
  })
})

test.each<[string, () => void, string]>([
  ['does not know the name', () => serve(), 'DNS names no LDAP server for this domain'],
  [
    'says that there is no such service',
    () => serve({ target: '.', port: 0 }),
    'DNS says that localhost has no LDAP service',
  ],
  ['is silent', () => dns.serve(undefined), 'The DNS servers of this machine gave no answer'],
])('DNS that %s is a problem of the address', async (_, prepare, message) => {
  prepare()
  const problem = { code: 'service_not_found', field: 'connection.urls.0', message }
  await expect(openDirectory(options())).rejects.toMatchObject({ problem })
  const steps = await runProbe(options(), {})
  expect(steps.get('dns')).toMatchObject({ state: 'failed', error: problem })
  expect(steps.get('tcp')?.state).toBe('not_reached')
})

test('S39 a test shows which servers DNS named, which were refused, and which answered', async () => {
  serve(second(), dead, { ...first(), target: 'dc.elsewhere.test' })
  const steps = await runProbe(options(), {})
  expect(steps.get('dns')).toMatchObject({
    state: 'ok',
    details: [
      {
        label: service,
        value: `dc1.localhost port 1, dc2.localhost port ${second().port}; not of this domain, and not tried: dc.elsewhere.test`,
      },
      { label: 'dc1.localhost', value: '127.0.0.1' },
      { label: 'dc2.localhost', value: '127.0.0.1' },
    ],
  })
  expect(steps.get('tcp')).toMatchObject({
    state: 'warning',
    details: [
      { label: 'dc1.localhost port 1', value: 'Nothing listens at this address' },
      { label: `dc2.localhost port ${second().port}`, value: 'open' },
    ],
  })
  expect(steps.get('bind')?.state).toBe('ok')
})

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('a domain controller', () => {
  let samba: Samba
  beforeAll(async () => {
    samba = await startSamba()
  })
  afterAll(() => samba?.stop())
  const announce = (...ports: number[]) =>
    dns.serve({
      services: { [service]: ports.map((port, priority) => ({ target: 'localhost', port, priority })) },
      hosts: { localhost: samba.ldapUrl.replace('ldap://', '') },
    })
  const settings = () =>
    optionsFor(
      { adminDn: samba.serviceName, adminPassword: samba.servicePassword, ldapUrl: `ldaps://${service}` },
      { caBundle: samba.caPem },
      { dnsServers: [dns.address] },
    )

  test('is found by the port without TLS, and asked on the one with it', async () => {
    announce(389)
    const server = await withSession(settings(), (session) => Promise.resolve(session.server))
    expect([server.url, server.kind]).toEqual(['ldaps://localhost', 'samba'])
  })

  test('that is a global catalog is told as such', async () => {
    announce(3268)
    const steps = await runProbe(settings(), {
      people: { bases: [{ dn: samba.usersBase, scope: 'subtree' }], objectClass: 'user' },
      groups: { bases: [] },
    })
    expect(steps.get('tcp')?.details).toEqual([{ label: 'localhost port 3269', value: 'open' }])
    expect(steps.get('root_dse')?.details).toContainEqual({
      label: 'Global catalog',
      value: 'yes: read-only, with part of the attributes of each entry',
    })
  })
})
