import { startSlapd, type Slapd } from '@bindery/testbed'
import { childDn } from '@bindery/contract/ldap-text'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { optionsFor } from './test-support.ts'
import type { DirectorySession, Target } from './types.ts'

let slapd: Slapd
let session: DirectorySession
let count = 0

beforeAll(async () => {
  slapd = await startSlapd({ load: { people: 2_100, groups: 1, memberships: 1 } })
  session = await openDirectory(optionsFor(slapd))
})
afterAll(async () => {
  await session.close()
  await slapd.stop()
})

const people = async (amount: number) =>
  (await slapd.search(['(objectClass=inetOrgPerson)', 'dn'])).slice(0, amount).map(({ dn }) => dn)
const members = async ({ dn }: Target) => {
  const [entry] = await slapd.search(['-b', dn, '-s', 'base', '(objectClass=*)', 'uniqueMember'])
  return entry?.attributes['uniqueMember'] ?? []
}
const groupsOf = async (dn: string) => {
  const [entry] = await slapd.search(['-b', dn, '-s', 'base', '(objectClass=*)', 'memberOf'])
  return entry?.attributes['memberOf'] ?? []
}
async function group(values: readonly string[]): Promise<Target> {
  count += 1
  const cn = `members ${count}`
  const dn = childDn('cn', cn, slapd.groupsBase)
  const attributes = { objectClass: ['groupOfUniqueNames'], cn: [cn], uniqueMember: values }
  const outcome = await session.create(dn, new Map(Object.entries(attributes)))
  if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome))
  return { dn, stableId: outcome.stableId }
}
const delta = (add: readonly string[], remove: readonly string[], placeholder: string | null = '') => ({
  attribute: 'uniqueMember',
  add,
  remove,
  placeholder,
})
/** Modifies that the server logged on this DN since it started, with the values they wrote. */
const logged = (dn: string) =>
  slapd.search(['-b', 'cn=accesslog', `(&(objectClass=auditModify)(reqDN=${dn}))`, 'reqMod'])

test('S27 one of 2,000 members leaves: one value is written', async () => {
  const all = await people(2_000)
  const target = await group(all)
  const [gone = '', ...left] = all
  expect(await session.changeMembers(target, delta([], [gone]))).toMatchObject({
    state: 'done',
    atomic: true,
  })
  expect((await members(target)).toSorted()).toEqual(left.toSorted())
  const modifies = await logged(target.dn)
  expect(modifies.length).toBe(1)
  const written = modifies[0]?.attributes['reqMod']?.filter((line) => line.startsWith('uniqueMember:'))
  expect(written).toEqual([`uniqueMember:- ${gone}`])
})

test('2,000 additions come in batches of 500, and memberOf follows', async () => {
  const all = await people(2_000)
  const target = await group([''])
  expect(await session.changeMembers(target, delta(all, []))).toMatchObject({
    state: 'done',
    refusedValues: [],
  })
  expect((await members(target)).toSorted()).toEqual(all.toSorted())
  expect(await groupsOf(all[1_999] ?? '')).toContain(target.dn)
  expect((await logged(target.dn)).length).toBe(5)
})
