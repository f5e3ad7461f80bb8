import { expect, test } from 'vitest'
import { Protection, type Subject } from './protection.ts'

const of = (dn: string, localId: number | null = null): Subject => ({ dns: [dn], localId })
const admins = { dn: 'cn=admins,dc=org', members: ['uid=ada,dc=org'], people: [2] }
const wheel = { dn: 'cn=wheel,dc=org', members: ['uid=ada,dc=org', 'uid=bo,dc=org'], people: [] }
const protection = (...groups: (typeof admins)[]) =>
  new Protection(['cn=Bind,dc=org', ''], ['uid=Root,dc=org', 'cn=admins,dc=org'], groups)

test.each([
  ['the bind account', 'CN=bind, DC=org', /signs in with/],
  ['whoever is listed', 'uid=root,dc=org', /listed/],
  ['a listed group itself', 'cn=admins,dc=org', /listed/],
  ['a member there', 'UID=ada,dc=org', /in cn=admins,dc=org, which/],
])('%s is protected, however the DN is written', (_, dn, why) => {
  expect(protection(admins).why(of(dn))).toMatch(why)
})

test('a member here is protected by the account; anybody else is not', () => {
  expect(protection(admins).why(of('uid=cy,dc=org', 2))).toMatch(/cn=admins/)
  expect(protection(admins).why(of('uid=cy,dc=org', 3))).toBe('')
  expect(protection().why(of('', null))).toBe('')
})

test('S35 the last protection is not taken away by a member removal', () => {
  const two = protection(admins, wheel)
  const ada = of('uid=ada,dc=org', 1)
  expect(two.mayLeave('cn=admins,dc=org', ada)).toBe(true)
  expect(two.mayLeave('cn=wheel,dc=org', ada)).toBe(false)
  expect(two.why(ada)).toMatch(/cn=wheel/)
  expect(two.mayLeave('cn=wheel,dc=org', of('uid=bo,dc=org'))).toBe(false)
})

test('who is listed may leave a protected group, and everybody may leave another', () => {
  const all = protection({ ...admins, members: ['uid=root,dc=org', 'uid=ada,dc=org'] })
  expect(all.mayLeave('cn=admins,dc=org', of('uid=root,dc=org'))).toBe(true)
  expect(all.mayLeave('cn=club,dc=org', of('uid=ada,dc=org'))).toBe(true)
})
