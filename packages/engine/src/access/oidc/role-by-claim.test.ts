import { expect, test } from 'vitest'
import { roleByClaim } from './role-by-claim.ts'

const values = [
  { value: 'staff', role: 'viewer' },
  { value: '7', role: 'operator' },
  { value: 'chiefs', role: 'admin' },
] as const

const role = (claims: Record<string, unknown>, claim = 'groups', otherwise: 'refuse' | 'viewer' = 'refuse') =>
  roleByClaim(claims, { claim, values: [...values], otherwise })

test.each([
  ['one value', { groups: 'staff' }, 'viewer'],
  ['several, of which the highest counts', { groups: ['staff', 'chiefs', 'others'] }, 'admin'],
  ['a number', { groups: [7] }, 'operator'],
  ['other values', { groups: ['Staff', ' staff', 'chiefs,staff'] }, null],
  ['another name', { roles: ['chiefs'] }, null],
  ['an object', { groups: { chiefs: true } }, null],
])('a claim with %s', (_what, claims, expected) => {
  expect(role(claims)).toBe(expected)
})

test('a name with dots is a claim of that name, or else leads into objects', () => {
  expect(role({ realm_access: { roles: ['chiefs'] } }, 'realm_access.roles')).toBe('admin')
  expect(role({ 'https://example.org/roles': ['staff'] }, 'https://example.org/roles')).toBe('viewer')
  for (const name of ['__proto__', 'constructor.name', 'realm_access.roles.length'])
    expect(role({ realm_access: { roles: ['chiefs'] } }, name)).toBeNull()
})

test('whoever has none of the values may look, where the settings say so', () => {
  expect(role({}, 'groups', 'viewer')).toBe('viewer')
  expect(role({ groups: ['chiefs'] }, 'groups', 'viewer')).toBe('admin')
})
