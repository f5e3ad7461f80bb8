import { describe, expect, test } from 'vitest'
import { sampleAccounts } from './sample-accounts.ts'
import { sampleCompany } from './sample-company.ts'
import { toActiveDirectory } from './to-active-directory.ts'
import { generateEntries } from './write-company.ts'

const size = { people: 300, groups: 20, memberships: 1500 }
const membersOf = (entry: { attributes: Record<string, string[]> }) => entry.attributes['uniqueMember'] ?? []

describe('sample company', () => {
  test('has 250 people and 25 groups with distinct DNs', () => {
    const { people, groups, entries } = sampleCompany()
    expect([people.length, groups.length]).toEqual([250, 25])
    expect(new Set(entries.map(({ dn }) => dn)).size).toBe(entries.length)
    const uids = people.flatMap(({ attributes }) => attributes['uid'] ?? [])
    expect(new Set(uids).size).toBe(249)
    expect(people.filter(({ attributes }) => attributes['mail'] === undefined)).toHaveLength(3)
  })

  test('every member but the placeholder exists and knows its groups', () => {
    const { entries, groups } = sampleCompany()
    const byDn = new Map(entries.map((entry) => [entry.dn, entry]))
    for (const group of groups) {
      for (const member of membersOf(group)) {
        if (member !== '') expect(byDn.get(member)?.attributes['memberOf']).toContain(group.dn)
      }
    }
  })
})

describe('the company in Active Directory', () => {
  const domain = { suffix: 'DC=example,DC=test', dns: 'example.test' }

  test.each([
    ['the sample', sampleCompany().entries],
    ['a generated one', [...generateEntries(size)]],
  ])('%s has as many people, groups and members, each entry with a name of its own', (_, entries) => {
    const moved = [...toActiveDirectory(entries, domain)]
    const of = (objectClass: string) =>
      moved.filter(({ attributes }) => attributes['objectClass']?.[0] === objectClass)
    expect(of('user')).toHaveLength(entries.filter(isOf('inetOrgPerson')).length)
    expect(of('group')).toHaveLength(entries.filter(isOf('groupOfUniqueNames')).length)
    const dns = new Set(moved.map(({ dn }) => dn.toLowerCase()))
    expect(dns.size).toBe(moved.length)
    const members = of('group').flatMap(({ attributes }) => attributes['member'] ?? [])
    expect(members.filter((dn) => !dns.has(dn.toLowerCase()))).toEqual([])
    expect(members).toHaveLength(entries.flatMap(membersOf).filter((dn) => dn !== '').length)
  })
})

const isOf =
  (objectClass: string) =>
  ({ attributes }: { attributes: Record<string, string[]> }) =>
    attributes['objectClass']?.[0] === objectClass

describe('sample accounts', () => {
  const { people, groups } = sampleAccounts()
  const entries = sampleCompany().people
  const holders = (name: string, value: string | undefined) =>
    entries.filter(({ attributes }) => value !== undefined && attributes[name]?.includes(value))
  const keys = people.map((account) => ({
    number: holders('employeeNumber', account.employeeNumber)[0],
    mail: holders('mail', account.email)[0],
    uid: holders('uid', account.username)[0],
  }))

  test('15 match by number, 8 by mail alone, 3 by username alone, 1 by two keys of two people, 13 not at all', () => {
    expect(people).toHaveLength(40)
    expect(new Set(people.map(({ username }) => username)).size).toBe(40)
    expect(keys.filter(({ number, mail }) => number !== undefined && number === mail)).toHaveLength(15)
    expect(keys.filter(({ number, mail }) => number === undefined && mail !== undefined)).toHaveLength(8)
    expect(keys.filter(({ number, mail, uid }) => !number && !mail && uid)).toHaveLength(3)
    expect(keys.filter(({ number, mail }) => number && mail && number !== mail)).toHaveLength(1)
    expect(keys.filter(({ number, mail, uid }) => !number && !mail && !uid)).toHaveLength(13)
  })

  test('groups hold known usernames', () => {
    const usernames = people.map(({ username }) => username)
    for (const group of groups) expect(usernames).toEqual(expect.arrayContaining(group.members))
  })
})

describe('generated company', () => {
  test('is the same for a seed and another for another', () => {
    const once = [...generateEntries(size)]
    expect([...generateEntries(size)]).toEqual(once)
    expect([...generateEntries({ ...size, seed: 2 })]).not.toEqual(once)
  })

  test('has as many people, groups and memberships as asked for, the same on both sides', () => {
    const entries = [...generateEntries(size)]
    const of = (objectClass: string) =>
      entries.filter(({ attributes }) => attributes['objectClass']?.[0] === objectClass)
    expect(of('inetOrgPerson')).toHaveLength(size.people)
    expect(of('groupOfUniqueNames')).toHaveLength(size.groups)
    expect(of('groupOfUniqueNames').flatMap(membersOf)).toHaveLength(size.memberships)
    expect(of('inetOrgPerson').flatMap(({ attributes }) => attributes['memberOf'] ?? [])).toHaveLength(1500)
  })

  test('fills every place when asked for all of them, and refuses more', () => {
    const full = [...generateEntries({ people: 5, groups: 3, memberships: 15 })]
    expect(full.flatMap(membersOf)).toHaveLength(15)
    expect(() => [...generateEntries({ people: 5, groups: 3, memberships: 16 })]).toThrow('More memberships')
  })
})
