import { expect, it } from 'vitest'
import { titleOf } from './title-of.ts'

const dn = 'cn=Quill\\, Zoe+uid=zoe,ou=users,dc=example,dc=org'

it.each([
  ['a person by username and name', 'zoe', 'Zoe Quill', { title: 'zoe', below: 'Zoe Quill' }],
  ['who has one name for both by that', 'zoe', 'zoe', { title: 'zoe', below: '' }],
  ['who has no username by the name, over the DN', dn, 'Zoe Quill', { title: 'Zoe Quill', below: dn }],
  ['who has neither by what names the entry', dn, dn, { title: 'Quill, Zoe + zoe', below: dn }],
])('a row calls %s', (_, name, displayName, expected) => {
  expect(titleOf({ name, displayName, dn })).toEqual(expected)
})
