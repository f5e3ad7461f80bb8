import { startFakeServer, type FakeEntry, type FakePage, type FakeSearchRequest } from '@bindery/testbed'
import { afterEach, describe, expect, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { runProbe } from './test-probe.ts'
import { failedChecks, optionsForUrl, readAll, withSession } from './test-support.ts'
import type { DirectorySession, ReadRequest } from './types.ts'

const suffix = 'DC=example,DC=test'
const everywhere = [{ dn: suffix, scope: 'subtree' as const }]
const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean()
})

const domainOf = [1, 2, 3]
/** The bytes of a SID (MS-DTYP §2.4.2.2) of the domain of these tests. */
function sid(relative: number): Buffer {
  const parts = [21, ...domainOf, relative]
  const bytes = Buffer.alloc(8 + 4 * parts.length)
  bytes.set([1, parts.length, 0, 0, 0, 0, 0, 5])
  for (const [at, part] of parts.entries()) bytes.writeUInt32LE(part, 8 + 4 * at)
  return bytes
}
const guid = (number: number) => Buffer.from(number.toString(16).padStart(32, '0'), 'hex')

/** Serves what a domain controller of Windows does, which has no Who am I. */
async function withDomain<Result>(
  search: (asked: FakeSearchRequest, pageIndex: number) => FakePage,
  use: (session: DirectorySession) => Promise<Result>,
): Promise<Result> {
  const fake = await startFakeServer({
    rootDse: {
      vendorName: [],
      supportedCapabilities: '1.2.840.113556.1.4.800',
      namingContexts: [suffix, `CN=Configuration,${suffix}`],
      defaultNamingContext: suffix,
    },
    search,
  })
  cleanups.push(() => fake.stop())
  return withSession(
    optionsForUrl(fake.url, {
      stableIdAttribute: 'objectGUID',
      pageSize: 5_000,
      bindDn: 'reader@example.test',
    }),
    use,
  )
}

const person = (number: number, attributes: FakeEntry['attributes'] = {}): FakeEntry => ({
  dn: `CN=p${number},OU=users,${suffix}`,
  attributes: { cn: `p${number}`, objectGUID: guid(number), ...attributes },
})
const people: ReadRequest = { bases: everywhere, filter: '(objectClass=user)', attributes: ['cn'] }
const groups: ReadRequest = {
  bases: everywhere,
  filter: '(objectClass=group)',
  attributes: ['cn', 'member', 'url'],
  subject: 'groups',
}

test('a page holds 1,000 entries whatever is asked for, and all pages are read', async () => {
  const asked: number[] = []
  const { entries, proof, pageSizes } = await withDomain(
    ({ paged }) => {
      if (paged === undefined) return { entries: [] }
      asked.push(paged.size)
      const from = Number(paged.cookie || 0)
      const to = Math.min(from + Math.min(paged.size, 1_000), 2_500)
      return {
        entries: Array.from({ length: to - from }, (_, at) => person(from + at)),
        cookie: to < 2_500 ? String(to) : '',
      }
    },
    (session) => readAll(session, people),
  )
  expect([entries.length, pageSizes, asked]).toEqual([2_500, [1_000, 1_000, 500], [5_000, 5_000, 5_000]])
  expect(failedChecks(proof)).toEqual([])
})

describe('S08 values in ranges of 1,500', () => {
  const totals = { member: 1_501, url: 7_000 }
  const valuesOf = (name: keyof typeof totals) =>
    Array.from({ length: totals[name] }, (_, at) => `${name === 'url' ? 'http://x/' : 'CN='}${at}`)
  const isNamed = (name: string): name is keyof typeof totals => name in totals
  /** What each asked description gets: an attribute without a range gets its first one. */
  const answer = ({ attributes }: FakeSearchRequest): FakeEntry => {
    const ranges = attributes.flatMap((asked) => {
      const [, name = '', start = '0'] = /^(\w+)(?:;range=(\d+)-\*)?$/.exec(asked) ?? []
      if (!isNamed(name)) return []
      const from = Number(start)
      const to = Math.min(from + 1_500, totals[name])
      const end = to === totals[name] ? '*' : String(to - 1)
      return [
        [name, []],
        [`${name};range=${from}-${end}`, valuesOf(name).slice(from, to)],
      ] as const
    })
    return { dn: `CN=all,${suffix}`, attributes: { objectGUID: guid(9), ...Object.fromEntries(ranges) } }
  }

  test('are all read, of members and of any other attribute of the same entry', async () => {
    const { entries, proof } = await withDomain(
      (asked) => ({ entries: [answer(asked)] }),
      (session) => readAll(session, groups),
    )
    expect(entries[0]?.attributes.get('member')).toEqual(valuesOf('member'))
    expect(entries[0]?.attributes.get('url')).toEqual(valuesOf('url'))
    expect(failedChecks(proof)).toEqual([])
  })

  test('of which one fails midway take their own attribute with them, and no other', async () => {
    const { entries, proof } = await withDomain(
      (asked) =>
        asked.attributes.includes('url;range=4500-*')
          ? { entries: [], resultCode: 51, words: 'busy' }
          : { entries: [answer(asked)] },
      (session) => readAll(session, groups),
    )
    expect(entries[0]?.attributes.get('member')).toEqual(valuesOf('member'))
    expect(entries[0]?.attributes.has('url')).toBe(false)
    expect(failedChecks(proof)).toEqual(['every_range'])
  })
})

describe('S07 references at the root of a domain', () => {
  const own = ['DC=DomainDnsZones', 'DC=ForestDnsZones', 'CN=Configuration'].map(
    (partition) => `ldap://example.test/${partition},${suffix}`,
  )
  const child = `ldap://branch.example.test/DC=branch,${suffix}`
  const readRoot = (references: string[], known?: Pick<ReadRequest, 'knownReferrals'>) =>
    withDomain(
      () => ({ entries: [person(1)], references }),
      (session) => readAll(session, { ...people, ...known }),
    )

  test('to its own partitions leave a read complete', async () => {
    const { proof } = await readRoot(own)
    expect([failedChecks(proof), proof.referrals]).toEqual([[], own])
  })

  test('to another domain do not, which is named', async () => {
    const { entries, proof } = await readRoot([...own, child])
    expect([entries.length, failedChecks(proof)]).toEqual([1, ['no_new_referral']])
    expect(proof.checks.find(({ ok }) => !ok)?.message).toContain(child)
  })

  test('to another domain do, if they were there before: whichever server they name now', async () => {
    for (const known of [[child.replace('branch.', 'dc7.').toLowerCase()], null]) {
      const { proof } = await readRoot([...own, child], { knownReferrals: known })
      expect(failedChecks(proof)).toEqual([])
      expect(proof.checks.find(({ name }) => name === 'no_new_referral')?.message).toBe(
        `On other servers, and never read: DC=branch,${suffix}.`,
      )
    }
  })

  test('are named by a test, which counts whoever was found', async () => {
    const fake = await startFakeServer({
      rootDse: { supportedCapabilities: '1.2.840.113556.1.4.800', defaultNamingContext: suffix },
      search: ({ paged, scope }) => ({
        entries: paged || scope === 'base' ? [person(1)] : [],
        ...(paged ? { references: [...own, child] } : {}),
      }),
    })
    cleanups.push(() => fake.stop())
    const options = optionsForUrl(fake.url, { stableIdAttribute: 'objectGUID' })
    const steps = await runProbe(options, { people: { bases: everywhere }, groups: { bases: [] } })
    expect(steps.get('people_search')).toMatchObject({
      state: 'warning',
      summary: `1 person matches. On other servers, and not searched: DC=branch,${suffix}.`,
      details: [
        { label: 'Filter' },
        ...own.map((url) => ({ label: 'Not searched, holds nobody', value: url.split('/').at(-1) })),
        { label: 'Not searched, on another server', value: `DC=branch,${suffix}` },
      ],
    })
    expect(steps.get('sample_person')?.state).not.toBe('not_reached')
  })
})

describe('members by primary group', () => {
  const groupEntry = (name: string, relative: number): FakeEntry => ({
    dn: `CN=${name},${suffix}`,
    attributes: { cn: name, objectGUID: guid(relative), objectSid: sid(relative) },
  })
  const crew = groupEntry('crew', 1_500)
  const domainUsers = groupEntry('Domain Users', 513)
  const withGroup = (number: number, group: number) =>
    person(number, { objectSid: sid(2_000 + number), primaryGroupID: String(group) })
  /** Reads groups; people are answered as told, by the filter of their search. */
  const readGroups = (found: readonly FakeEntry[], answerPeople: (filter: string) => FakePage) => {
    const filters: string[] = []
    return withDomain(
      ({ filter, paged }) => {
        if (paged === undefined) return { entries: [] }
        if (filter === groups.filter) return { entries: found }
        filters.push(filter)
        return answerPeople(filter)
      },
      async (session) => ({ ...(await readAll(session, groups)), filters }),
    )
  }
  const isOfDomainUsers = (filter: string) => !filter.includes('(!')

  test('are found by one search for the few with an unusual one, and Domain Users only where it is read', async () => {
    const answer = (filter: string): FakePage =>
      isOfDomainUsers(filter)
        ? { entries: [withGroup(1, 513)] }
        : { entries: [withGroup(2, 1_500), withGroup(3, 1_501), person(4)] }
    const one = await readGroups([crew, groupEntry('other', 1_502)], answer)
    expect(one.entries.map(({ alsoMembers }) => alsoMembers)).toEqual([[withGroup(2, 0).dn], undefined])
    expect(one.filters).toEqual(['(&(sAMAccountType=805306368)(!(primaryGroupID=513)))'])
    const both = await readGroups([crew, domainUsers], answer)
    expect(both.entries.map(({ alsoMembers }) => alsoMembers)).toEqual([
      [withGroup(2, 0).dn],
      [withGroup(1, 0).dn],
    ])
    expect(both.filters.length).toBe(2)
    expect(both.proof.complete).toBe(true)
  })

  test.each<[string, FakePage]>([
    ['fails', { entries: [withGroup(2, 1_500)], resultCode: 51 }],
    ['is cut short', { entries: [withGroup(2, 1_500)], resultCode: 4 }],
    ['breaks off', { entries: [], ending: 'drop' }],
  ])('of which nobody is handed out where a page %s, and the read proves nothing', async (_, page) => {
    const { entries, proof } = await readGroups([crew], () => page)
    expect(entries.map(({ dn, alsoMembers }) => [dn, alsoMembers])).toEqual([[crew.dn, undefined]])
    expect(failedChecks(proof)).toContain('primary_groups')
    expect(proof.complete).toBe(false)
  })

  test('are all found though they come in many pages', async () => {
    const { entries } = await withDomain(
      ({ filter, paged }, pageIndex) => {
        if (paged === undefined) return { entries: [] }
        if (filter === groups.filter) return { entries: [domainUsers] }
        return { entries: [withGroup(pageIndex, 513)], cookie: pageIndex < 4 ? 'more' : '' }
      },
      (session) => readAll(session, groups),
    )
    expect(entries[0]?.alsoMembers?.length).toBe(5)
  })
})

describe('a refused sign-in', () => {
  const words = (data: string) =>
    `80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data ${data}, v3839`

  test.each([
    ['52e', 'bind_invalid_credentials', 'bindPassword', 'The bind DN or the password is wrong'],
    ['525', 'bind_invalid_credentials', 'bindDn', 'The domain knows no such bind account'],
    ['530', 'bind_refused', 'bindDn', 'The bind account may not sign in at this hour'],
    ['531', 'bind_refused', 'bindDn', 'The bind account may not sign in from this machine'],
    ['532', 'bind_refused', 'bindPassword', 'The password of the bind account has expired'],
    ['533', 'bind_refused', 'bindDn', 'The bind account is disabled'],
    ['701', 'bind_refused', 'bindDn', 'The bind account has expired'],
    ['773', 'bind_refused', 'bindPassword', 'The bind account must change its password first'],
    ['775', 'bind_refused', 'bindDn', 'The bind account is locked'],
  ])('with data %s says why, at the field that cures it', async (data, code, field, message) => {
    const fake = await startFakeServer({ bind: () => ({ code: 49, words: words(data) }) })
    cleanups.push(() => fake.stop())
    await expect(openDirectory(optionsForUrl(fake.url))).rejects.toMatchObject({
      problem: { code, field: `connection.${field}`, message, raw: `49 invalidCredentials: ${words(data)}` },
    })
  })
})
