import {
  startFakeServer,
  startFaultProxy,
  startSlapd,
  type FakePage,
  type FakeSearchRequest,
} from '@bindery/testbed'
import { afterEach, describe, expect, test } from 'vitest'
import { failedChecks, optionsFor, optionsForUrl, readAll, withSession } from './test-support.ts'
import type { Entry, ReadProof } from './types.ts'

const base = 'ou=users,dc=example,dc=org'
const request = {
  bases: [{ dn: base, scope: 'subtree' as const }],
  filter: '(uid=*)',
  attributes: ['uid', 'member'],
}
const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean()
})

const person = (number: number) => ({
  dn: `uid=p${number},${base}`,
  attributes: { uid: `p${number}`, entryUUID: `00000000-0000-0000-0000-${String(number).padStart(12, '0')}` },
})

/** Reads from a scripted server that answers the paged search so; every base is there. */
async function readScript(
  page: (pageIndex: number, asked: FakeSearchRequest) => FakePage,
  connection: Parameters<typeof optionsForUrl>[1] = {},
): Promise<{ entries: Entry[]; proof: ReadProof }> {
  const fake = await startFakeServer({
    search: (asked, pageIndex) =>
      asked.paged === undefined && !asked.attributes.some((name) => name.includes(';range='))
        ? { entries: [] }
        : page(pageIndex, asked),
  })
  cleanups.push(() => fake.stop())
  return withSession(optionsForUrl(fake.url, connection), (session) => readAll(session, request))
}

describe('S03 a read that breaks', () => {
  test('at page 2 of 5 with an error keeps what was read and says which page', async () => {
    const { entries, proof } = await readScript((index) =>
      index === 1
        ? { entries: [], resultCode: 80, words: 'disk on fire' }
        : { entries: [person(index)], cookie: index < 4 ? 'next' : '' },
    )
    expect(entries.map(({ dn }) => dn)).toEqual([person(0).dn])
    expect(proof.complete).toBe(false)
    expect(failedChecks(proof)).toEqual(['every_page'])
    expect(proof.error).toMatchObject({ code: 'unknown', raw: '80 other: disk on fire' })
  })

  test('by a dropped connection', async () => {
    const { entries, proof } = await readScript((index) => ({
      entries: [person(index)],
      cookie: 'next',
      ...(index === 1 ? { ending: 'drop' as const } : {}),
    }))
    expect(entries.length).toBe(1)
    expect(failedChecks(proof)).toEqual(['every_page', 'same_identity', 'same_server'])
    expect(proof.error?.code).toBe('connection_lost')
  })

  test('by a server that falls silent', async () => {
    const { entries, proof } = await readScript(
      (index) => ({
        entries: [person(index)],
        cookie: 'next',
        ...(index === 1 ? { ending: 'hang' as const } : {}),
      }),
      { operationTimeoutSeconds: 1 },
    )
    expect([entries.length, proof.complete, proof.error?.code]).toEqual([1, false, 'operation_timeout'])
  })

  test('in the middle of a real slapd’s answer', async () => {
    const slapd = await startSlapd({ load: 'sample' })
    const proxy = await startFaultProxy(slapd.ldapUrl)
    cleanups.push(
      () => proxy.stop(),
      () => slapd.stop(),
    )
    proxy.cutAfter(60_000)
    const options = optionsFor(slapd, { urls: [proxy.url], pageSize: 40 })
    const { entries, proof } = await withSession(options, (session) =>
      readAll(session, { ...request, bases: [{ dn: slapd.usersBase, scope: 'subtree' }], attributes: ['*'] }),
    )
    expect(entries.length).toBe(proof.entries)
    expect([proof.complete, proof.error?.code]).toEqual([false, 'connection_lost'])
  })
})

test('S04 an empty page with a live cookie does not end the read', async () => {
  const { entries, proof } = await readScript((index) => ({
    entries: index === 1 || index === 2 ? [] : [person(index)],
    cookie: index < 3 ? 'live' : '',
  }))
  expect(entries.map(({ dn }) => dn)).toEqual([person(0).dn, person(3).dn])
  expect(proof).toMatchObject({ complete: true, pages: 4 })
})

test.each([
  [3, 'time_limit'],
  [4, 'size_limit'],
  [11, 'admin_limit'],
])('S05 result %i is a limit: %s', async (resultCode, code) => {
  const { entries, proof } = await readScript(() => ({ entries: [person(1)], resultCode }))
  expect([entries, proof.complete, proof.error?.code]).toEqual([[], false, code])
  expect(failedChecks(proof)).toEqual(['every_page', 'no_limit'])
})

describe('search references', () => {
  test('inside a base make the read incomplete and are told', async () => {
    const references = ['ldap://other.example.org/ou=far,dc=example,dc=org']
    const { proof } = await readScript(() => ({ entries: [person(1)], references }))
    expect(proof.referrals).toEqual(references)
    expect(failedChecks(proof)).toEqual(['no_new_referral'])
  })

  test('to an Active Directory domain’s own partitions do not', async () => {
    const references = ['ldap://example.test/DC=DomainDnsZones,DC=example,DC=test']
    const { proof } = await readScript(() => ({ entries: [person(1)], references }))
    expect([proof.complete, proof.referrals]).toEqual([true, references])
  })
})

/** Where the asked range begins. */
const start = (asked: FakeSearchRequest) => Number(/;range=(\d+)-/.exec(asked.attributes.join(' '))?.[1] ?? 0)

describe('S08 values in ranges', () => {
  const total = 50_000
  const members = Array.from({ length: total }, (_, index) => `uid=p${index},${base}`)
  const range = (from: number, size: number) => {
    const last = from + size >= total
    const name = `member;range=${from}-${last ? '*' : from + size - 1}`
    return {
      dn: person(1).dn,
      attributes: { ...person(1).attributes, member: [], [name]: members.slice(from, from + size) },
    }
  }

  test('of a 50,000-member group are all read', async () => {
    const { entries, proof } = await readScript((_, asked) => ({ entries: [range(start(asked), 1_500)] }))
    expect(entries[0]?.attributes.get('member')).toEqual(members)
    expect(proof.complete).toBe(true)
  })

  test.each<[string, FakePage]>([
    ['refused', { entries: [], resultCode: 50 }],
    ['empty', { entries: [] }],
    ['the same again', { entries: [range(0, 1_500)] }],
  ])('a range that is %s fails the read, and no part of the values is handed out', async (_, lost) => {
    const { entries, proof } = await readScript((__, asked) =>
      start(asked) === 3_000 ? lost : { entries: [range(start(asked), 1_500)] },
    )
    expect(failedChecks(proof)).toEqual(['every_range'])
    expect(entries[0]?.attributes.has('member')).toBe(false)
    expect(entries[0]?.attributes.get('uid')).toEqual(['p1'])
    expect(proof.error).not.toBe(null)
  })
})

describe('S12 an unbounded reply', () => {
  test.each(['endless', 'endless-value'] as const)('%s is cut off in bounded memory', async (ending) => {
    const before = process.memoryUsage().rss
    const huge = { dn: person(1).dn, attributes: { uid: 'x'.repeat(60_000) } }
    const { entries, proof } = await readScript(() => ({ entries: [huge], ending }))
    expect([entries.length, proof.complete, proof.error?.code]).toEqual([0, false, 'reply_too_large'])
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024)
  })
})
