import { startFakeServer, type FakeEntry, type FakePage, type FakeServerScript } from '@bindery/testbed'
import { expect, onTestFinished, test } from 'vitest'
import { dnOf, users } from './company.ts'
import { openCompany } from './harness.ts'

type Search = Parameters<NonNullable<FakeServerScript['search']>>[0]

const uuid = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const reference = (place: string) => `ldap://elsewhere.example.org/ou=${place},${users}`

test('S07 nobody leaves by a referral that is new since the last sync; one that was there is only told', async () => {
  let uids = ['ada', 'bo', 'cy']
  let references = [reference('old')]
  const ids = ['ada', 'bo', 'cy', 'di']
  const person = (uid: string): FakeEntry => ({
    dn: dnOf(uid),
    attributes: {
      objectClass: 'inetOrgPerson',
      uid,
      sn: uid,
      mail: `${uid}@x.org`,
      entryUUID: uuid(ids.indexOf(uid)),
    },
  })
  const search = ({ base, scope, paged, filter }: Search): FakePage => {
    if (paged && base === users) return { entries: uids.map(person), references }
    // Nobody is found by their stable id whom the search does not show.
    if (paged || scope !== 'base' || filter.includes('entryUUID')) return { entries: [] }
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
    settings.groups.bases = []
  })
  onTestFinished(() => lab.close())
  const referrals = async () => {
    const { plan, proposals } = await lab.preview()
    const check = plan.proof?.checks.find(({ name }) => name === 'no_new_referral')
    return { ok: check?.ok, message: check?.message, kinds: proposals.map(({ kind }) => kind) }
  }
  await lab.sync()

  uids = ['ada', 'bo']
  references = [reference('old'), reference('moved')]
  expect(await referrals()).toEqual({
    ok: false,
    message: expect.stringContaining(reference('moved')) as string,
    kinds: [],
  })
  // Asking again makes it no older, nor does applying what the plan proposes all the same.
  uids = ['ada', 'bo', 'di']
  const { proposals } = await lab.sync()
  expect(proposals.map(({ kind, name }) => [kind, name])).toEqual([['create', 'di']])
  expect(await referrals()).toMatchObject({ ok: false, kinds: [] })

  references = [reference('old')]
  expect(await referrals()).toEqual({
    ok: true,
    message: `On other servers, and never read: ou=old,${users}.`,
    kinds: ['hold'],
  })
})
