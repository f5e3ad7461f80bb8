import { startFakeServer, type FakeEntry, type FakePage, type FakeServerScript } from '@bindery/testbed'
import { expect, onTestFinished, test } from 'vitest'
import { dnOf, groupDn, users } from './company.ts'
import { openCompany } from './harness.ts'

type Search = Parameters<NonNullable<FakeServerScript['search']>>[0]

const perRange = 1500
const groupsBase = 'ou=groups,dc=example,dc=org'
const uuid = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const uids = Array.from({ length: 1501 }, (_, index) => `p${index}`)
/** Some of those at the end of each range; of the others no entry is in scope. */
const shown = ['p0', 'p1498', 'p1499', 'p1500']

test('S08 a group of 1,501 is read in ranges; a lost range takes nobody out, a whole one whoever left', async () => {
  let members = uids
  let lost = false
  const range = (from: number): FakeEntry => {
    const last = from + perRange >= members.length
    const name = `uniqueMember;range=${from}-${last ? '*' : from + perRange - 1}`
    return {
      dn: groupDn('all'),
      attributes: {
        objectClass: 'groupOfUniqueNames',
        cn: 'all',
        entryUUID: uuid(9000),
        uniqueMember: [],
        [name]: members.slice(from, from + perRange).map(dnOf),
      },
    }
  }
  const person = (uid: string, index: number): FakeEntry => ({
    dn: dnOf(uid),
    attributes: { objectClass: 'inetOrgPerson', uid, sn: uid, mail: `${uid}@x.org`, entryUUID: uuid(index) },
  })
  const search = ({ base, scope, attributes }: Search): FakePage => {
    const from = Number(/;range=(\d+)-/.exec(attributes.join(' '))?.[1] ?? 0)
    if (from > 0 && lost) return { entries: [], resultCode: 80, words: 'range gone' }
    if (base === groupDn('all') || (base === groupsBase && scope !== 'base'))
      return { entries: [range(from)] }
    if (base === users && scope !== 'base') return { entries: shown.map(person) }
    return {
      entries: [{ dn: base, attributes: { objectClass: 'organizationalUnit', entryUUID: uuid(9001) } }],
    }
  }
  const fake = await startFakeServer({ search })
  onTestFinished(() => fake.stop())
  const scripted = { ldapUrl: fake.url, adminDn: 'cn=admin,dc=example,dc=org', adminPassword: 'any' }
  const lab = await openCompany(scripted, (settings) => {
    settings.connection.stableIdAttribute = 'entryUUID'
    settings.policy.direction = 'directory_to_accounts'
  })
  onTestFinished(() => lab.close())
  const first = await lab.sync()
  expect(first.plan.proof?.complete).toBe(true)
  expect(await lab.members('all')).toEqual(shown)
  expect(first.proposals.find((row) => row.kind === 'members')?.members).toMatchObject({
    added: 4,
    unmanaged: 1497,
  })

  lost = true
  members = [...uids.filter((uid) => uid !== 'p1498'), 'more']
  const lostRange = await lab.preview()
  expect(lostRange.plan.proof?.checks.find((check) => check.name === 'every_range')).toMatchObject({
    ok: false,
  })
  expect(lostRange.proposals).toEqual([])
  // Who left here meanwhile is not forgotten as somebody whom both sides had: that range may name them.
  await lab.editMembers('all', { remove: ['p1499'] })
  expect((await lab.preview()).changes.filter((row) => row.kind === 'agree')).toEqual([])
  await lab.editMembers('all', { add: ['p1499'] })

  lost = false
  const { proposals } = await lab.sync()
  expect(proposals.map((row) => [row.kind, row.members?.removed])).toEqual([['members', 1]])
  expect(await lab.members('all')).toEqual(['p0', 'p1499', 'p1500'])
})
